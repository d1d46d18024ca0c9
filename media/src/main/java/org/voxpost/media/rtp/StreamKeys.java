package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.sdp.AudioStream;
import org.voxpost.media.srtp.MasterKey;
import org.voxpost.media.srtp.SrtpReceiver;
import org.voxpost.media.srtp.SrtpSender;

/**
 * Protects and opens the packets of one call as offer and answer agreed; without keys they stay as they are. A key that stays
 * keeps its roll-over counter, a new one begins anew (RFC 3711, 3.3.1); what was protected with the key before may still be on
 * its way and is opened for two seconds more. Owned by one media thread.
 */
final class StreamKeys {
    private static final long ON_ITS_WAY_NANOS = 2_000_000_000L;

    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private @Nullable SrtpReceiver receiverBefore;
    private long changedNanos;

    /** What was agreed, first or anew. */
    void use(AudioStream agreed, long nowNanos) {
        MasterKey sendKey = agreed.sendKey().orElse(null);
        if (sender == null || !sender.master().equals(sendKey)) {
            sender = sendKey == null ? null : new SrtpSender(sendKey);
        }
        MasterKey receiveKey = agreed.receiveKey().orElse(null);
        if (receiver == null || !receiver.master().equals(receiveKey)) {
            receiverBefore = receiveKey == null ? null : receiver;
            changedNanos = nowNanos;
            receiver = receiveKey == null ? null : new SrtpReceiver(receiveKey);
        }
    }

    /** Opens an RTP packet in place; false if it must be dropped. */
    boolean open(ByteBuffer in, long nowNanos) {
        if (receiver == null || receiver.rtp(in)) {
            return true;
        }
        if (receiverBefore != null && nowNanos - changedNanos > ON_ITS_WAY_NANOS) {
            receiverBefore = null;
        }
        return receiverBefore != null && receiverBefore.rtp(in);
    }

    /** Opens an RTCP packet in place; false if it must be dropped. */
    boolean openReport(ByteBuffer in) {
        return receiver == null || receiver.rtcp(in);
    }

    /** Protects an RTP packet in place. */
    void protect(ByteBuffer out) {
        if (sender != null) {
            sender.rtp(out);
        }
    }

    /** Protects an RTCP packet in place. */
    void protectReport(ByteBuffer out) {
        if (sender != null) {
            sender.rtcp(out);
        }
    }
}
