package org.voxpost.mailbox.mapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxpost.mailbox.VoiceMessage.Attachment;

/** Which attachments are recordings, and in which order they are played ([MS-OXOUM] 2.2.5.9). Pure. */
final class PlayingOrder {
    private static final List<String> EXTENSIONS = List.of(".wav", ".mp3", ".wma", ".gsm");

    private PlayingOrder() {
    }

    /** @param order names with semicolons between, newest first; blanks and empty names mean nothing */
    static List<Attachment> of(List<Attachment> attachments, String order) {
        var left = new ArrayList<>(attachments.stream().filter(PlayingOrder::isRecording).toList());
        var played = new ArrayList<Attachment>();
        for (String name : order.split(";")) {
            left.stream().filter(one -> one.name().value().equalsIgnoreCase(name.strip())).findFirst()
                    .ifPresent(one -> {
                        left.remove(one);
                        played.add(one);
                    });
        }
        played.addAll(left);
        return played;
    }

    private static boolean isRecording(Attachment attachment) {
        String name = attachment.name().value().toLowerCase(Locale.ROOT);
        return attachment.contentType().toLowerCase(Locale.ROOT).startsWith("audio/")
                || EXTENSIONS.stream().anyMatch(name::endsWith);
    }
}
