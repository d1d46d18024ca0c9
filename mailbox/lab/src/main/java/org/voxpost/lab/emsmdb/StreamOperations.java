package org.voxpost.lab.emsmdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.wire.rop.CommitStream;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.GetStreamSize;
import org.voxpost.mailbox.wire.rop.OpenStream;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyType;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.ReadStream;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.SeekStream;
import org.voxpost.mailbox.wire.rop.SetStreamSize;
import org.voxpost.mailbox.wire.rop.WriteAndCommitStream;
import org.voxpost.mailbox.wire.rop.WriteStream;
import org.voxpost.mailbox.wire.rop.WriteStreamExtended;

/** Streams ([MS-OXCPRPT] 3.2.5.12 and following). */
final class StreamOperations {
    private static final int STREAM_ACCESS_DENIED = 0x80030005;
    private static final int REPLY_HEAD = 8;

    private static ServerObject.Stream stream(Slots slots, int slot) {
        return slots.get(slot, ServerObject.Stream.class);
    }

    Answer<?> open(OpenStream open, Slots slots) {
        boolean write = open.openModeFlags() != OpenStream.READ_ONLY;
        ServerObject.Stream stream = switch (slots.any(open.object())) {
            case ServerObject.Attachment attachment ->
                ofAttachment(attachment, open.tag(), write, open.openModeFlags());
            case ServerObject.Message message -> ofMessage(message, open.tag(), write, open.openModeFlags());
            default -> throw new Refused(ErrorCode.NOT_SUPPORTED);
        };
        slots.put(open.output(), stream);
        return new Answer<>(open, new OpenStream.Reply(stream.size()));
    }

    private static ServerObject.Stream ofAttachment(ServerObject.Attachment attachment, PropertyTag tag, boolean write,
            int mode) {
        if (tag.value() != Tags.ATTACH_DATA) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        require(!write || attachment.writable);
        byte[] content = mode == OpenStream.CREATE ? new byte[0] : bytes(attachment.content);
        Consumer<byte[]> commit = written -> attachment.content = AudioSource.of(written);
        return new ServerObject.Stream(content, write ? Optional.of(commit) : Optional.empty());
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new Refused(ErrorCode.ACCESS_DENIED);
        }
    }

    private static byte[] bytes(AudioSource content) {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerObject.Stream ofMessage(ServerObject.Message message, PropertyTag tag, boolean write,
            int mode) {
        require(!write || message.writable);
        PropertyValue value = Rows.of(message.mailbox, message.item()).value(tag);
        boolean text = tag.type() == PropertyType.STRING;
        if (!text && tag.type() != PropertyType.BINARY) {
            throw new Refused(ErrorCode.NOT_SUPPORTED);
        }
        if (!value.present() && mode != OpenStream.CREATE) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        byte[] content = mode == OpenStream.CREATE ? new byte[0] : bytes(value);
        Consumer<byte[]> commit = written -> message.properties = message.properties.with(tag.value(),
                text ? new String(written, StandardCharsets.UTF_16LE) : written);
        return new ServerObject.Stream(content, write ? Optional.of(commit) : Optional.empty());
    }

    private static byte[] bytes(PropertyValue value) {
        return value.value() instanceof byte[] binary
                ? binary
                : ((String) value.value()).getBytes(StandardCharsets.UTF_16LE);
    }

    Answer<?> read(ReadStream read, Slots slots, int room) {
        ServerObject.Stream stream = stream(slots, read.stream());
        int most = (int) Math.min(read.bytes(), Math.min(0xffff, room - REPLY_HEAD));
        return new Answer<>(read, new ReadStream.Reply(stream.read(most)));
    }

    /** What the client asked for beyond what it got. */
    @Nullable
    Rop<?> rest(ReadStream read, Slots slots) {
        ServerObject.Stream stream = stream(slots, read.stream());
        return stream.atEnd() || read.bytes() < 0xBABE ? null : new ReadStream(read.stream(), read.bytes());
    }

    private static ServerObject.Stream writable(Slots slots, int slot) {
        ServerObject.Stream stream = stream(slots, slot);
        if (!stream.writable()) {
            throw new Refused(STREAM_ACCESS_DENIED);
        }
        return stream;
    }

    Answer<?> write(WriteStream write, Slots slots) {
        writable(slots, write.stream()).write(write.data());
        return new Answer<>(write, new WriteStream.Reply(write.data().length));
    }

    Answer<?> writeExtended(WriteStreamExtended write, Slots slots) {
        writable(slots, write.stream()).write(write.data());
        return new Answer<>(write, new WriteStreamExtended.Reply(write.data().length));
    }

    Answer<?> writeAndCommit(WriteAndCommitStream write, Slots slots) {
        ServerObject.Stream stream = writable(slots, write.stream());
        stream.write(write.data());
        stream.commit();
        return new Answer<>(write, new WriteStream.Reply(write.data().length));
    }

    Answer<?> seek(SeekStream seek, Slots slots) {
        ServerObject.Stream stream = stream(slots, seek.stream());
        long from = switch (seek.origin()) {
            case 0 -> 0;
            case 1 -> stream.position();
            case 2 -> stream.size();
            default -> throw new Refused(ErrorCode.INVALID_PARAMETER);
        };
        return new Answer<>(seek, new SeekStream.Reply(stream.seek(from + seek.offset())));
    }

    Answer<?> resize(SetStreamSize resize, Slots slots) {
        if (resize.bytes() < 0 || resize.bytes() > 1L << 30) {
            throw new Refused(ErrorCode.TOO_BIG);
        }
        writable(slots, resize.stream()).resize((int) resize.bytes());
        return new Answer<>(resize, Rop.Done.DONE);
    }

    Answer<?> size(GetStreamSize size, Slots slots) {
        return new Answer<>(size, new GetStreamSize.Reply(stream(slots, size.stream()).size()));
    }

    Answer<?> commit(CommitStream commit, Slots slots) {
        stream(slots, commit.stream()).commit();
        return new Answer<>(commit, Rop.Done.DONE);
    }
}
