package org.voxpost.mailbox.imap;

import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.imap.protocol.UID;

/**
 * Finds a message by its Message-ID. The server's search is tried first; because Exchange's may not see what is there, the
 * newest messages are looked at as well.
 */
final class Lookup {
    private static final int NEWEST = 500;
    private static final int LONGEST = 1024;
    private static final String ITEMS = "UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]<0." + LONGEST + ">";

    private final ImapConnection connection;
    private final Folders folders;

    Lookup(ImapConnection connection, Folders folders) {
        this.connection = connection;
        this.folders = folders;
    }

    Optional<MessageId> find(String messageId) throws ProtocolException {
        for (String folder : folders.all()) {
            Optional<MessageId> found = in(folder, messageId);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The newest one in this folder; empty too if the folder is gone meanwhile. */
    Optional<MessageId> in(String folder, String messageId) throws ProtocolException {
        MailboxInfo info;
        try {
            info = connection.look(folder);
        } catch (CommandFailedException gone) {
            return Optional.empty();
        }
        if (info.total == 0 || messageId.isEmpty()) {
            return Optional.empty();
        }
        List<Long> found = searched(messageId);
        return (found.isEmpty() ? amongNewest(info.total, messageId) : Optional.of(found.getLast()))
                .map(uid -> new MessageId(info.uidvalidity, uid, folder));
    }

    private List<Long> searched(String messageId) throws ProtocolException {
        try {
            String quoted = messageId.replace("\\", "\\\\").replace("\"", "\\\"");
            return connection.search("UNDELETED HEADER Message-ID \"" + quoted + "\"");
        } catch (CommandFailedException cannotSearch) {
            return List.of();
        }
    }

    private Optional<Long> amongNewest(int total, String messageId) throws ProtocolException {
        for (FetchResponse one : connection.fetch(false, Math.max(1, total - NEWEST + 1) + ":" + total, ITEMS)) {
            UID uid = one.getItem(UID.class);
            BODY header = one.getItem(BODY.class);
            if (uid != null && header != null && header.getByteArray() != null) {
                String text = new String(header.getByteArrayInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.US_ASCII);
                if (text.contains(messageId)) {
                    return Optional.of(uid.uid);
                }
            }
        }
        return Optional.empty();
    }
}
