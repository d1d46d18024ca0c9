package org.voxpost.mailbox;

/**
 * An attachment's long file name, unique in its message ({@code PidTagAttachLongFilename}, [MS-OXCMSG] 2.2.2.10). It has
 * no {@code ;}, which separates names in the attachment order ([MS-OXOUM] 2.2.5.9), no path and no control characters.
 */
public record AttachmentName(String value) {
    private static final int LONGEST = 255;

    /** @throws IllegalArgumentException if it could not be such a name */
    public AttachmentName {
        if (value.isBlank() || value.length() > LONGEST
                || value.chars().anyMatch(c -> c < ' ' || c == ';' || c == '/' || c == '\\')) {
            throw new IllegalArgumentException("'" + value + "' cannot be an attachment's name");
        }
    }

    /** The nearest name to one that another program gave: what cannot be in a name becomes {@code _}. */
    public static AttachmentName cleaned(String foreign) {
        String clean = foreign.replaceAll("[\\p{Cntrl};/\\\\]", "_");
        return new AttachmentName(clean.isBlank() ? "_" : clean.substring(0, Math.min(LONGEST, clean.length())));
    }

    @Override
    public String toString() {
        return value;
    }
}
