package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.util.List;

/** What is being played: encoded parts in order, cut into packets. Owned by one media thread. */
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

    /** Puts the next {@code length} bytes into {@code out}; behind the end comes {@code silence}. */
    void next(ByteBuffer out, int length, byte silence) {
        int wanted = length;
        while (wanted > 0 && playing()) {
            byte[] bytes = parts.get(part);
            int now = Math.min(wanted, bytes.length - offset);
            out.put(bytes, offset, now);
            offset += now;
            wanted -= now;
            skipEmpty();
        }
        for (; wanted > 0; wanted--) {
            out.put(silence);
        }
    }

    private void skipEmpty() {
        while (part < parts.size() && offset == parts.get(part).length) {
            part++;
            offset = 0;
        }
    }
}
