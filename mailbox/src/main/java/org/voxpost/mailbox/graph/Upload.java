package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem.AudioAttachment;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpRequest;

/**
 * Attaches a file of 3 to 150 MB by an upload session (attachment: createUploadSession), piece by piece in order. What
 * breaks off goes on from where the server has it.
 */
record Upload(GraphClient client, SmtpAddress owner) {
    private static final String WHAT = "upload attachment";
    private static final int MOST_BREAKS = 3;
    private static final int PIECE = 12 * 320 * 1024; // below the 4 MB that a piece may have

    void attach(ItemId message, AudioAttachment audio) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        long length = audio.source().lengthBytes();
        body.putObject("AttachmentItem").put("attachmentType", "file").put("name", audio.name().value())
                .put("size", length).put("contentType", audio.contentType());
        JsonNode session = client.call(client.send("POST",
                GraphPath.user(owner, "messages", message.value(), "attachments", "createUploadSession"), WHAT, owner,
                body));
        UploadAddress to = UploadAddress.of(session.path("uploadUrl").asText(""), client.settings(), WHAT);
        long at = 0;
        for (int breaks = 0; at < length; breaks++) {
            try {
                at = send(to, audio.source(), at);
                if (at < length && breaks == MOST_BREAKS) {
                    throw new MailboxException.Unavailable(WHAT + " for " + owner, to.host(),
                            "the server wants byte " + at + " of " + length + " again and again");
                }
            } catch (MailboxException.Unavailable e) {
                if (breaks == MOST_BREAKS || e.retryAfter().isPresent()) {
                    throw e;
                }
                at = wanted(to, length, e);
            }
        }
    }

    /** @return all of the file, or the byte that the server wants instead of the next one */
    private long send(UploadAddress to, AudioSource audio, long from) {
        long length = audio.lengthBytes();
        try (InputStream in = audio.open()) {
            in.skipNBytes(from);
            for (long at = from; at < length;) {
                byte[] piece = in.readNBytes((int) Math.min(PIECE, length - at));
                if (piece.length == 0) {
                    throw new IOException("the recording ends " + (length - at) + " bytes early");
                }
                long next = send(to, piece, at, length);
                at += piece.length;
                if (next != at) {
                    return next;
                }
            }
            return length;
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be read", e);
        }
    }

    private long send(UploadAddress to, byte[] piece, long at, long length) {
        long end = at + piece.length;
        HttpRequest request = HttpRequest.of("PUT", to.uri())
                .withBody(HttpBody.of("application/octet-stream", piece))
                .with("Content-Range", "bytes %d-%d/%d".formatted(at, end - 1, length))
                .within(client.settings().deadline().plusSeconds(30));
        JsonNode answer = client.upload(to, request, WHAT, owner);
        boolean whole = end == length && answer.path("nextExpectedRanges").isEmpty();
        return whole
                ? length
                : position(answer, length).orElseThrow(() -> new MailboxException.Unavailable(
                        WHAT + " for " + owner, to.host(), "the server does not say what it wants after byte " + end));
    }

    /** Where to go on after a break: the server knows how much it has. */
    private long wanted(UploadAddress to, long length, MailboxException.Unavailable broken) {
        try {
            JsonNode status = client.upload(to, HttpRequest.get(to.uri()).within(client.settings().deadline()), WHAT,
                    owner);
            return position(status, length).orElseThrow(() -> broken);
        } catch (MailboxException e) {
            if (e != broken) {
                broken.addSuppressed(e);
            }
            throw broken;
        }
    }

    private static Optional<Long> position(JsonNode answer, long length) {
        String first = answer.path("nextExpectedRanges").path(0).asText("").split("-", 2)[0];
        return first.matches("\\d{1,10}") && Long.parseLong(first) < length
                ? Optional.of(Long.parseLong(first))
                : Optional.empty();
    }
}
