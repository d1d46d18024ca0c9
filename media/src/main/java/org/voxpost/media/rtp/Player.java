package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.util.List;
import org.voxpost.media.codec.Codec;

/**
 * What is being played: encoded parts in order, cut into packets, or packets that cannot be cut. Owned by one media thread.
 */
final class Player {
    private List<byte[]> parts = List.of();
    private int part;
    private int offset;

    /** Plays {@code encoded} from its beginning in place of what plays now. */
    void play(List<byte[]> encoded) {
        parts = encoded;
        part = 0;
        offset = 0;
        skipEmpty();
    }

    void stop() {
        play(List.of());
    }

    boolean playing() {
        return part < parts.size();
    }

    /** Puts the next packet time's audio into {@code out}; behind the end comes silence. */
    void next(ByteBuffer out, Codec codec, int ptimeMs) {
        if (codec.packets()) {
            packet(out, codec, ptimeMs);
            return;
        }
        int wanted = codec.bytesIn(ptimeMs);
        while (wanted > 0 && playing()) {
            byte[] bytes = parts.get(part);
            int now = Math.min(wanted, bytes.length - offset);
            out.put(bytes, offset, now);
            offset += now;
            wanted -= now;
            skipEmpty();
        }
        if (wanted > 0) {
            codec.putSilence(out, wanted / codec.bytesIn(1));
        }
    }

    private void packet(ByteBuffer out, Codec codec, int ptimeMs) {
        if (playing()) {
            out.put(parts.get(part++));
            skipEmpty();
        } else {
            codec.putSilence(out, ptimeMs);
        }
    }

    private void skipEmpty() {
        while (part < parts.size() && offset == parts.get(part).length) {
            part++;
            offset = 0;
        }
    }
}
