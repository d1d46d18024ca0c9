package org.voxpost.service.spool;

import java.util.Optional;

/** What a frame of a recording holds; the code is its first byte. */
enum FrameType {
    /** The envelope, as JSON in UTF-8; always the first. */
    HEADER('H'),
    /** {@code encoding rateHz} in ASCII; the second. */
    FORMAT('F'),
    /** Audio bytes. */
    AUDIO('A'),
    /** Nothing; the recording is whole. */
    END('E');

    private final byte code;

    FrameType(char code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<FrameType> of(byte code) {
        for (FrameType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
