package org.voxpost.media.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which way media flows, seen from whoever wrote it (RFC 8866, 6.7). */
public enum Direction {
    SENDRECV(true, true), SENDONLY(true, false), RECVONLY(false, true), INACTIVE(false, false);

    private static final List<Direction> ALL = List.of(values());

    private final boolean sends;
    private final boolean receives;
    private final String attribute = name().toLowerCase(Locale.ROOT);

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    public boolean sends() {
        return sends;
    }

    public boolean receives() {
        return receives;
    }

    /** The same flow seen from the other end: the answer to it (RFC 3264, 6.1). */
    public Direction reversed() {
        return switch (this) {
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
            case SENDRECV, INACTIVE -> this;
        };
    }

    /** The attribute's name. */
    public String attribute() {
        return attribute;
    }

    static Optional<Direction> among(List<Attribute> attributes) {
        for (Attribute said : attributes) {
            for (Direction direction : ALL) {
                if (direction.attribute.equalsIgnoreCase(said.name())) {
                    return Optional.of(direction);
                }
            }
        }
        return Optional.empty();
    }
}
