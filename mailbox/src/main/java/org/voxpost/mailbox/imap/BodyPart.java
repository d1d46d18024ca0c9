package org.voxpost.mailbox.imap;

import jakarta.mail.internet.ParameterList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.imap.protocol.BODYSTRUCTURE;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.mime.MimePart;
import org.voxpost.mailbox.mime.StoredMime;

/**
 * A part of a message as BODYSTRUCTURE tells it (RFC 3501, 7.4.2).
 *
 * @param section for example {@code 1.2}
 * @param name empty if it has none
 */
record BodyPart(String section, String contentType, String encoding, String charset, String name, boolean attachment) {
    private static final int DEEPEST = 20;
    private static final int MOST = 500;

    /** Parts that are not themselves multiparts, in order. */
    static List<BodyPart> of(BODYSTRUCTURE message) {
        List<BodyPart> parts = new ArrayList<>();
        collect(message, "", 0, parts);
        return List.copyOf(parts);
    }

    private static void collect(BODYSTRUCTURE body, String section, int depth, List<BodyPart> to) {
        if (depth > DEEPEST || to.size() > MOST) {
            return;
        }
        if (!body.isMulti()) {
            to.add(part(body, section.isEmpty() ? "1" : section));
        } else if (body.bodies != null) {
            for (int i = 0; i < body.bodies.length; i++) {
                collect(body.bodies[i], (section.isEmpty() ? "" : section + ".") + (i + 1), depth + 1, to);
            }
        }
    }

    private static BodyPart part(BODYSTRUCTURE body, String section) {
        String name = parameter(body.dParams, "filename").or(() -> parameter(body.cParams, "name")).orElse("");
        return new BodyPart(section, (body.type + "/" + body.subtype).toLowerCase(Locale.ROOT),
                body.encoding == null ? "" : body.encoding, parameter(body.cParams, "charset").orElse(""),
                MimePart.decodedName(name), "attachment".equalsIgnoreCase(body.disposition));
    }

    private static Optional<String> parameter(@org.jspecify.annotations.Nullable ParameterList list, String name) {
        return list == null ? Optional.empty() : Optional.ofNullable(list.get(name));
    }

    boolean isText() {
        return !attachment && name.isEmpty() && contentType.startsWith("text/");
    }

    /** An attachment, or the name it can be asked for by. */
    record Attached(BodyPart part, VoiceMessage.Attachment facts) {
    }

    static List<Attached> attachments(List<BodyPart> parts) {
        List<Attached> attached = new ArrayList<>();
        for (BodyPart part : parts) {
            if (!part.isText()) {
                AttachmentName name = StoredMime.name(part.name(), part.contentType(), attached.size());
                attached.add(new Attached(part, new VoiceMessage.Attachment(name, part.contentType(), -1)));
            }
        }
        return attached;
    }
}
