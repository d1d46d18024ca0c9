package org.voxpost.media.srtp;

/** The few fields of a packet that protection depends on (RFC 3550, 5.1, 6.4.1). */
final class RtpHeaders {

    private RtpHeaders() {
    }

    /** Bytes before the payload, CSRC and extension included; negative if the packet is too short for its header. */
    static int rtpHeaderBytes(byte[] packet, int length) {
        if (length < 12) {
            return -1;
        }
        int bytes = 12 + 4 * (packet[0] & 0x0F);
        if ((packet[0] & 0x10) != 0) {
            if (bytes + 4 > length) {
                return -1;
            }
            bytes += 4 + 4 * ((packet[bytes + 2] & 0xFF) << 8 | packet[bytes + 3] & 0xFF);
        }
        return bytes <= length ? bytes : -1;
    }

    static int sequence(byte[] packet) {
        return (packet[2] & 0xFF) << 8 | packet[3] & 0xFF;
    }

    static int word(byte[] packet, int at) {
        return (packet[at] & 0xFF) << 24 | (packet[at + 1] & 0xFF) << 16 | (packet[at + 2] & 0xFF) << 8
                | packet[at + 3] & 0xFF;
    }

    static void putWord(byte[] packet, int at, int word) {
        for (int i = 0; i < 4; i++) {
            packet[at + i] = (byte) (word >>> 24 - 8 * i);
        }
    }

    /** SSRC, ROC and sequence number where GCM wants them (RFC 7714, 8.1). */
    static byte[] rtpNonce(int ssrc, long index) {
        var nonce = new byte[12];
        putWord(nonce, 2, ssrc);
        for (int i = 0; i < 6; i++) {
            nonce[6 + i] = (byte) (index >>> 40 - 8 * i);
        }
        return nonce;
    }

    /** SSRC and SRTCP index where GCM wants them (RFC 7714, 9.1). */
    static byte[] rtcpNonce(int ssrc, int index) {
        var nonce = new byte[12];
        putWord(nonce, 2, ssrc);
        putWord(nonce, 8, index);
        return nonce;
    }
}
