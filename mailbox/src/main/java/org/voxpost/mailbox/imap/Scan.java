package org.voxpost.mailbox.imap;

import jakarta.mail.Flags;
import jakarta.mail.internet.InternetHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.mime.VoiceHeaders;

/**
 * Reads the header fields of a whole folder, some thousand messages in one round trip, newest first. Searching is left to
 * no server: Exchange finds header fields unreliably.
 */
final class Scan {
    /** 50,000 messages in 15 round trips; with headers of common size some 5 MB at once. */
    private static final int AT_ONCE = 3500;
    private static final int LONGEST_HEADER = 16 << 10;
    static final String ITEMS = "UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS ("
            + String.join(" ", VoiceHeaders.FIELDS) + ")]<0." + LONGEST_HEADER + ">";

    /** One message as far as it was fetched. */
    record Found(MessageId id, VoiceHeaders headers, ItemSummary summary, boolean deleted) {
    }

    private Scan() {
    }

    /** Hands over every message that is not marked as deleted. */
    static void folder(ImapConnection connection, String folder, Consumer<Found> to) throws ProtocolException {
        MailboxInfo info = connection.look(folder);
        for (int last = info.total; last > 0; last -= AT_ONCE) {
            String range = Math.max(1, last - AT_ONCE + 1) + ":" + last;
            for (FetchResponse one : connection.fetch(false, range, ITEMS)) {
                found(one, info.uidvalidity, folder).filter(f -> !f.deleted()).ifPresent(to);
            }
        }
    }

    /** Empty if the response is only about flags. */
    static Optional<Found> found(FetchResponse response, long validity, String folder) {
        UID uid = response.getItem(UID.class);
        BODY header = response.getItem(BODY.class);
        if (uid == null || header == null) {
            return Optional.empty();
        }
        Flags flags = Optional.<Flags>ofNullable(response.getItem(FLAGS.class)).orElseGet(Flags::new);
        Optional<Instant> received = Optional.ofNullable(response.getItem(INTERNALDATE.class))
                .map(INTERNALDATE::getDate).map(java.util.Date::toInstant);
        long size = Optional.ofNullable(response.getItem(RFC822SIZE.class)).map(s -> Long.valueOf(s.size)).orElse(-1L);
        var id = new MessageId(validity, uid.uid, folder);
        var headers = new VoiceHeaders(headers(header));
        return Optional.of(new Found(id, headers,
                headers.summary(id.toItemId(), received, flags.contains(Flags.Flag.SEEN), size),
                flags.contains(Flags.Flag.DELETED)));
    }

    /** Line by line: InternetHeaders' own reader looks its helpers up in the class path for each message. */
    private static InternetHeaders headers(BODY header) {
        var headers = new InternetHeaders();
        if (header.getByteArray() != null) {
            byte[] bytes = header.getByteArrayInputStream().readAllBytes();
            new String(bytes, StandardCharsets.UTF_8).lines().takeWhile(line -> !line.isEmpty())
                    .dropWhile(line -> line.startsWith(" ") || line.startsWith("\t"))
                    .forEach(headers::addHeaderLine);
        }
        return headers;
    }
}
