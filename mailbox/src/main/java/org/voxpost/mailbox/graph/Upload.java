package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem.AudioAttachment;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpRequest;

/** Attaches a file of 3 to 150 MB by an upload session (attachment: createUploadSession), piece by piece in order. */
record Upload(GraphClient client, SmtpAddress owner) {
    private static final String WHAT = "upload attachment";
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
        try (InputStream in = audio.source().open()) {
            for (long at = 0; at < length;) {
                byte[] piece = in.readNBytes((int) Math.min(PIECE, length - at));
                if (piece.length == 0) {
                    throw new IOException("the recording ends " + (length - at) + " bytes early");
                }
                send(to, piece, at, length);
                at += piece.length;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be read", e);
        }
    }

    private void send(UploadAddress to, byte[] piece, long at, long length) {
        long end = at + piece.length;
        HttpRequest request = HttpRequest.of("PUT", to.uri())
                .withBody(HttpBody.of("application/octet-stream", piece))
                .with("Content-Range", "bytes %d-%d/%d".formatted(at, end - 1, length))
                .within(client.settings().deadline().plusSeconds(30));
        JsonNode answer = client.upload(to, request, WHAT, owner);
        String next = answer.path("nextExpectedRanges").path(0).asText("");
        boolean expected = end == length ? next.isEmpty() : next.split("-", 2)[0].equals(Long.toString(end));
        if (!expected) {
            throw new MailboxException.Unavailable(WHAT + " for " + owner, to.host(),
                    "after byte " + end + " of " + length + " the server wants '" + digits(next) + "'");
        }
    }

    private static String digits(String range) {
        return range.replaceAll("[^0-9-]", "?");
    }
}
