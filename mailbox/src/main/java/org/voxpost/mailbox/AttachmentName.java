package org.voxpost.mailbox;

/**
 * An attachment's long file name, unique in its message ({@code PidTagAttachLongFilename}, [MS-OXCMSG] 2.2.2.10). It has
 * no {@code ;}, which separates names in the attachment order ([MS-OXOUM] 2.2.5.9), no path and no control characters.
 */
public record AttachmentName(String value) {
    /** @throws IllegalArgumentException if it could not be such a name */
    public AttachmentName {
        if (value.isBlank() || value.length() > 255
                || value.chars().anyMatch(c -> c < ' ' || c == ';' || c == '/' || c == '\\')) {
            throw new IllegalArgumentException("'" + value + "' cannot be an attachment's name");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
