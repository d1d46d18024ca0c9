package org.voxpost.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.voxpost.mailbox.VoiceMessage.Attachment;

/** Which attachments are played, and in which order ([MS-OXOUM] 2.2.5.9). */
public final class PlayingOrder {
    private static final List<String> EXTENSIONS = List.of(".wav", ".mp3", ".wma", ".gsm");

    private PlayingOrder() {
    }

    /**
     * @param order names separated by semicolons, newest first; blanks around them and empty ones mean nothing
     * @return the audio named by {@code order}, then the rest of the audio as attached
     */
    public static List<Attachment> of(List<Attachment> attachments, String order) {
        List<Attachment> left = new ArrayList<>(attachments.stream().filter(PlayingOrder::isAudio).toList());
        List<Attachment> played = new ArrayList<>();
        Arrays.stream(order.split(";")).map(String::strip).forEach(name -> left.stream()
                .filter(a -> a.name().value().equalsIgnoreCase(name)).findFirst().ifPresent(a -> {
                    left.remove(a);
                    played.add(a);
                }));
        played.addAll(left);
        return played;
    }

    private static boolean isAudio(Attachment attachment) {
        String name = attachment.name().value().toLowerCase(Locale.ROOT);
        return attachment.contentType().toLowerCase(Locale.ROOT).startsWith("audio/")
                || EXTENSIONS.stream().anyMatch(name::endsWith);
    }
}
