package org.voxpost.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a master key becomes for one of the two protocols (RFC 3711, 4.3).
 *
 * @param encryption AES key
 * @param authentication HMAC key, 20 bytes; unused by GCM
 * @param salt 14 bytes, of which GCM uses 12
 */
record SessionKeys(byte[] encryption, byte[] authentication, byte[] salt) {
    private static final int RTP_LABELS = 0;
    private static final int RTCP_LABELS = 3;

    static SessionKeys ofRtp(MasterKey master) {
        return derived(master, RTP_LABELS);
    }

    static SessionKeys ofRtcp(MasterKey master) {
        return derived(master, RTCP_LABELS);
    }

    private static SessionKeys derived(MasterKey master, int labels) {
        return new SessionKeys(derive(master, labels, master.suite().keyBytes()), derive(master, labels + 1, 20),
                derive(master, labels + 2, master.suite().saltBytes()));
    }

    /** The AES-CM key stream that begins at salt xor label (RFC 3711, 4.3.1, 4.3.3). */
    private static byte[] derive(MasterKey master, int label, int length) {
        byte[] counter = Arrays.copyOf(master.salt(), 16);
        counter[7] ^= (byte) label;
        try {
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master.key(), "AES"));
            var stream = new byte[(length + 15) / 16 * 16];
            for (int block = 0; block < stream.length / 16; block++) {
                counter[15] = (byte) block;
                aes.update(counter, 0, 16, stream, block * 16);
            }
            return Arrays.copyOf(stream, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES", e);
        }
    }

    @Override
    public String toString() {
        return "SessionKeys[•]";
    }
}
