package org.voxpost.mailbox.wire.rop;

/**
 * What stands in a row or a list where there is no value.
 *
 * @param code an {@link ErrorCode}; 0 if the row only says that the value is absent
 */
public record PropertyError(int code) {
    public static final PropertyError ABSENT = new PropertyError(0);
    public static final PropertyError NOT_FOUND = new PropertyError(ErrorCode.NOT_FOUND);

    /** The value is there, but too large for the answer: open it as a stream. */
    public boolean tooLarge() {
        return code == ErrorCode.NOT_ENOUGH_MEMORY;
    }
}
