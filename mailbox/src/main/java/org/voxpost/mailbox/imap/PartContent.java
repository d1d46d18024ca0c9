package org.voxpost.mailbox.imap;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;

/** The bytes of one section, still encoded, fetched a piece at a time. Sizes that servers announce are not believed. */
final class PartContent extends InputStream {
    private static final int PIECE = 256 << 10;

    private final ImapConnection connection;
    private final long uid;
    private final String section;
    private final Runnable whenClosed;
    private byte[] piece = {};
    private int at;
    private int end;
    private long fetched;
    private boolean last;
    private boolean closed;

    /** @param connection with the folder selected; nothing else uses it until {@code whenClosed} has run */
    PartContent(ImapConnection connection, long uid, String section, Runnable whenClosed) {
        this.connection = connection;
        this.uid = uid;
        this.section = section;
        this.whenClosed = whenClosed;
    }

    @Override
    public int read() throws IOException {
        return at < end || next() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (at == end && !next()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean next() throws IOException {
        if (last || closed) {
            return false;
        }
        try {
            String items = "BODY.PEEK[" + section + "]<" + fetched + "." + PIECE + ">";
            List<FetchResponse> answers = connection.fetch(true, String.valueOf(uid), items);
            ByteArray bytes = answers.stream().map(a -> a.getItem(BODY.class)).filter(b -> b != null).findFirst()
                    .map(BODY::getByteArray).orElseGet(() -> new ByteArray(0));
            piece = bytes.getBytes();
            at = bytes.getStart();
            end = at + bytes.getCount();
            if (end < at || end > piece.length) {
                throw new IOException("FETCH of section " + section + ": a literal longer than its response");
            }
            fetched += bytes.getCount();
            last = bytes.getCount() < PIECE;
            return at < end;
        } catch (ProtocolException e) {
            throw new IOException("FETCH of section " + section + ": " + ImapErrors.answer(e), e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            whenClosed.run();
        }
    }
}
