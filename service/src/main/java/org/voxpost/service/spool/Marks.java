package org.voxpost.service.spool;

/** What the caller marked the message as. */
public record Marks(boolean urgent, boolean isPrivate) {
    public static final Marks NONE = new Marks(false, false);
}
