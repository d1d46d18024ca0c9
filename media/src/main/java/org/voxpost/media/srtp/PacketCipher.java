package org.voxpost.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption and authentication of one protocol in one direction: AES counter mode with HMAC-SHA1 (RFC 3711, 4.1.1,
 * 4.2.1) or AES-GCM (RFC 7714). Counter mode works without allocating. For one thread.
 */
final class PacketCipher {
    private static final int BLOCK = 16;
    private static final int MOST_BYTES = 2048;

    private final boolean gcm;
    private final int tagBytes;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final Cipher aes;
    private final Mac hmac;
    private final byte[] counters = new byte[MOST_BYTES];
    private final byte[] stream = new byte[MOST_BYTES];
    private final byte[] mac = new byte[20];
    private final byte[] iv = new byte[BLOCK];

    PacketCipher(Suite suite, SessionKeys keys, int tagBytes) {
        this.gcm = suite.gcm();
        this.tagBytes = tagBytes;
        this.key = new SecretKeySpec(keys.encryption(), "AES");
        this.salt = keys.salt();
        try {
            aes = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "AES/ECB/NoPadding");
            hmac = Mac.getInstance("HmacSHA1");
            hmac.init(new SecretKeySpec(keys.authentication(), "HmacSHA1"));
            if (!gcm) {
                aes.init(Cipher.ENCRYPT_MODE, key);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks a cipher of SRTP", e);
        }
    }

    int tagBytes() {
        return tagBytes;
    }

    boolean gcm() {
        return gcm;
    }

    /** Counter mode over a range of {@code packet}; the same for both ways. */
    void counterMode(byte[] packet, int from, int length, int ssrc, long index) {
        Arrays.fill(iv, (byte) 0);
        System.arraycopy(salt, 0, iv, 0, salt.length);
        for (int i = 0; i < 4; i++) {
            iv[4 + i] ^= (byte) (ssrc >>> 24 - 8 * i);
        }
        for (int i = 0; i < 6; i++) {
            iv[8 + i] ^= (byte) (index >>> 40 - 8 * i);
        }
        int blocks = (length + BLOCK - 1) / BLOCK;
        for (int block = 0; block < blocks; block++) {
            System.arraycopy(iv, 0, counters, block * BLOCK, BLOCK);
            counters[block * BLOCK + 14] = (byte) (block >> 8);
            counters[block * BLOCK + 15] = (byte) block;
        }
        try {
            aes.update(counters, 0, blocks * BLOCK, stream, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed", e);
        }
        for (int i = 0; i < length; i++) {
            packet[from + i] ^= stream[i];
        }
    }

    /** HMAC-SHA1 over the packet's beginning and four more bytes; valid until the next call. */
    byte[] hmac(byte[] packet, int length, int trailer) {
        hmac.update(packet, 0, length);
        for (int i = 0; i < 4; i++) {
            hmac.update((byte) (trailer >>> 24 - 8 * i));
        }
        return sealed();
    }

    /** HMAC-SHA1 over the packet's beginning; valid until the next call. */
    byte[] hmac(byte[] packet, int length) {
        hmac.update(packet, 0, length);
        return sealed();
    }

    private byte[] sealed() {
        try {
            hmac.doFinal(mac, 0);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC failed", e);
        }
    }

    /**
     * GCM in place: encrypts {@code length} bytes from {@code from} and appends the tag, or checks and removes it.
     *
     * @param iv96 before the salt: 12 bytes
     * @return the new length; negative if the tag is wrong
     */
    int gcm(boolean encrypt, byte[] packet, int from, int length, byte[] iv96, int aadLength, byte[] moreAad) {
        var nonce = new byte[12];
        for (int i = 0; i < 12; i++) {
            nonce[i] = (byte) (iv96[i] ^ salt[i]);
        }
        try {
            aes.init(encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            aes.updateAAD(packet, 0, aadLength);
            aes.updateAAD(moreAad);
            byte[] result = aes.doFinal(packet, from, length);
            System.arraycopy(result, 0, packet, from, result.length);
            return result.length;
        } catch (GeneralSecurityException wrongTagOrLength) {
            return -1;
        }
    }
}
