package org.voxpost.lab.store;

import java.util.Optional;

import org.voxpost.mailbox.AudioSource;

/**
 * One attachment.
 *
 * @param number PidTagAttachNumber, unique in its item
 * @param properties without the bytes
 * @param content PidTagAttachDataBinary
 */
public record LabAttachment(int number, PropertyBag properties, AudioSource content) {
    private static final int BY_VALUE = 1;
    private static final int RENDERED_IN_BODY = 0x4;

    public String name() {
        String name = properties.text(Tags.ATTACH_LONG_FILENAME);
        return name.isEmpty() ? properties.text(Tags.ATTACH_FILENAME) : name;
    }

    /** A file with these bytes; content type and content id may be empty. */
    public static LabAttachment file(int number, String name, String contentType, String contentId, boolean inline,
            byte[] content) {
        PropertyBag bag = PropertyBag.empty()
                .with(Tags.ATTACH_NUMBER, number)
                .with(Tags.ATTACH_METHOD, BY_VALUE)
                .with(Tags.ATTACH_SIZE, content.length)
                .with(Tags.RENDERING_POSITION, -1)
                .with(Tags.ATTACH_LONG_FILENAME, name)
                .with(Tags.ATTACH_FILENAME, name)
                .with(Tags.DISPLAY_NAME, name)
                .with(Tags.ATTACH_FLAGS, inline ? RENDERED_IN_BODY : 0);
        Optional<String> extension = Optional.of(name.lastIndexOf('.')).filter(at -> at >= 0).map(name::substring);
        if (extension.isPresent()) {
            bag = bag.with(Tags.ATTACH_EXTENSION, extension.get());
        }
        if (!contentType.isEmpty()) {
            bag = bag.with(Tags.ATTACH_MIME_TAG, contentType);
        }
        if (!contentId.isEmpty()) {
            bag = bag.with(Tags.ATTACH_CONTENT_ID, contentId);
        }
        return new LabAttachment(number, bag, AudioSource.of(content));
    }
}
