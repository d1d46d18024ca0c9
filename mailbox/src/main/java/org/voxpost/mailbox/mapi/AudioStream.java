package org.voxpost.mailbox.mapi;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.wire.rop.OpenAttachment;
import org.voxpost.mailbox.wire.rop.OpenMessage;
import org.voxpost.mailbox.wire.rop.OpenStream;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.ReadStream;
import org.voxpost.mailbox.wire.rop.RopBuffer;
import org.voxpost.mailbox.wire.rop.SeekStream;

/**
 * The bytes of an attachment, fetched a quarter of a megabyte at a time while they are read; if the session is lost in
 * between, it goes on where it was. For one thread.
 */
final class AudioStream extends InputStream {
    /** Most bytes of one request: what fits into chained payloads. */
    static final long PIECE = 0x38000;

    private final OwnerStore store;
    private final String protocol;
    private final org.voxpost.mailbox.ItemId id;
    private final int attachment;
    private long position; // of what was fetched
    private long generation = -1;
    private int[] handles = {}; // stream, attachment, message
    private List<byte[]> fetched = List.of();
    private int inFirst;
    private boolean ended;
    private boolean closed;

    AudioStream(OwnerStore store, String protocol, org.voxpost.mailbox.ItemId id, int attachment) {
        this.store = store;
        this.protocol = protocol;
        this.id = id;
        this.attachment = attachment;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        byte[] first = fetched.getFirst();
        int count = Math.min(length, first.length - inFirst);
        System.arraycopy(first, inFirst, into, offset, count);
        inFirst += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (!fetched.isEmpty() && inFirst == fetched.getFirst().length) {
            fetched = fetched.subList(1, fetched.size());
            inFirst = 0;
        }
        if (fetched.isEmpty() && !ended) {
            fetch();
        }
        return !fetched.isEmpty();
    }

    private void fetch() throws IOException {
        try {
            fetched = store.perform("ReadStream", (session, commit) -> {
                if (generation != store.generation()) {
                    return reopen(session);
                }
                return next(session, handles[0]);
            });
        } catch (MailboxException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
        fetched = fetched.stream().filter(piece -> piece.length > 0).toList();
        position += fetched.stream().mapToLong(piece -> piece.length).sum();
        ended = fetched.isEmpty();
        inFirst = 0;
    }

    static List<byte[]> next(RopSession session, int stream) {
        RopBatch batch = session.batch();
        var read = batch.add(new ReadStream(batch.slot(stream), PIECE));
        session.runChained(batch);
        return read.all().stream().map(ReadStream.Reply::data).toList();
    }

    private List<byte[]> reopen(RopSession session) {
        StoredId where = StoredId.of(session, protocol, id);
        RopBatch batch = session.batch();
        int message = batch.open();
        int slot = batch.open();
        int stream = batch.open();
        var opened = batch.add(OpenMessage.toRead(RopSession.LOGON, message, where.folder(), where.message()));
        var openedAttachment = batch.add(new OpenAttachment(message, slot, 0, attachment));
        batch.add(new OpenStream(slot, stream, PidTag.ATTACH_DATA_BINARY, OpenStream.READ_ONLY));
        if (position > 0) {
            batch.add(new SeekStream(stream, SeekStream.BEGINNING, position));
        }
        var read = batch.add(new ReadStream(stream, PIECE));
        session.runChained(batch);
        handles = new int[]{batch.handle(stream), batch.handle(slot), batch.handle(message)};
        generation = store.generation();
        opened.get();
        openedAttachment.get();
        return read.all().stream().map(ReadStream.Reply::data).toList();
    }

    /** Gives the handles back with the session's next request. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        store.afterwards(generation, session -> {
            for (int handle : handles) {
                if (handle != RopBuffer.NO_HANDLE) {
                    session.releaseHandle(handle);
                }
            }
        });
    }
}
