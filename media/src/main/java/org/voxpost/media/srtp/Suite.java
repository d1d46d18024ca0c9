package org.voxpost.media.srtp;

import java.util.Arrays;
import java.util.Optional;

/** The crypto suites we know (RFC 4568, 6.2; RFC 6188, 4; RFC 7714, 14.2), preferred first. */
public enum Suite {
    AEAD_AES_256_GCM(32, 12, 16, 16), AEAD_AES_128_GCM(16, 12, 16, 16), AES_256_CM_HMAC_SHA1_80(32, 14, 10,
            10), AES_256_CM_HMAC_SHA1_32(32, 14, 4, 10), AES_CM_128_HMAC_SHA1_80(16, 14, 10,
                    10), AES_CM_128_HMAC_SHA1_32(16, 14, 4, 10);

    private final int keyBytes;
    private final int saltBytes;
    private final int rtpTagBytes;
    private final int rtcpTagBytes;

    Suite(int keyBytes, int saltBytes, int rtpTagBytes, int rtcpTagBytes) {
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
        this.rtpTagBytes = rtpTagBytes;
        this.rtcpTagBytes = rtcpTagBytes;
    }

    public int keyBytes() {
        return keyBytes;
    }

    public int saltBytes() {
        return saltBytes;
    }

    int rtpTagBytes() {
        return rtpTagBytes;
    }

    int rtcpTagBytes() {
        return rtcpTagBytes;
    }

    boolean gcm() {
        return saltBytes == 12;
    }

    /** By its name in {@code a=crypto}. */
    public static Optional<Suite> named(String name) {
        return Arrays.stream(values()).filter(suite -> suite.name().equalsIgnoreCase(name)).findFirst();
    }
}
