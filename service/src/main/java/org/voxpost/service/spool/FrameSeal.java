package org.voxpost.service.spool;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the frames of one recording. With a key: AES-256-GCM (NIST SP 800-38D) under a key of the file's own, made of
 * the master key and the file's random salt; the nonce is the frame's index, so no pair of key and nonce comes twice.
 * One thread at a time.
 */
interface FrameSeal {
    int SALT_BYTES = 16;

    byte[] seal(long index, byte[] plain);

    /** @throws GeneralSecurityException if the frame was changed or the key is another */
    byte[] open(long index, byte[] sealed) throws GeneralSecurityException;

    /** Leaves frames as they are. */
    static FrameSeal none() {
        return new FrameSeal() {
            @Override
            public byte[] seal(long index, byte[] plain) {
                return plain;
            }

            @Override
            public byte[] open(long index, byte[] sealed) {
                return sealed;
            }
        };
    }

    static FrameSeal aesGcm(SecretKey master, byte[] salt) {
        SecretKey key = fileKey(master, salt);
        return new FrameSeal() {
            @Override
            public byte[] seal(long index, byte[] plain) {
                try {
                    return cipher(Cipher.ENCRYPT_MODE, key, index).doFinal(plain);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("AES/GCM", e);
                }
            }

            @Override
            public byte[] open(long index, byte[] sealed) throws GeneralSecurityException {
                return cipher(Cipher.DECRYPT_MODE, key, index).doFinal(sealed);
            }
        };
    }

    private static Cipher cipher(int mode, SecretKey key, long index) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(index).array();
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        return cipher;
    }

    private static SecretKey fileKey(SecretKey master, byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(master);
            mac.update("voxpost recording 1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return new SecretKeySpec(mac.doFinal(salt), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256", e);
        }
    }
}
