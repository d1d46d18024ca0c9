package org.voxpost.lab.emsmdb;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voxpost.lab.store.LabAttachment;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.Restriction;
import org.voxpost.mailbox.wire.rop.SortTable;

/** What handles stand for. Used by one thread at a time. */
sealed interface ServerObject {

    /** Given back, or the session ends. */
    default void release() {
    }

    record Logon(LabMailbox mailbox) implements ServerObject {
    }

    /** @param id counter of the folder */
    record Folder(LabMailbox mailbox, long id) implements ServerObject {
    }

    /** A message, as it will be when it is saved. */
    final class Message implements ServerObject {
        final LabMailbox mailbox;
        final boolean associated;
        final boolean writable;
        final long folderId;
        long id; // 0 before the first save
        PropertyBag properties;
        List<PropertyBag> recipients;
        final Map<Integer, LabAttachment> attachments = new TreeMap<>();
        int nextAttachment;

        Message(LabMailbox mailbox, LabItem item, boolean writable) {
            this.mailbox = mailbox;
            this.associated = item.associated();
            this.writable = writable;
            this.folderId = item.folderId();
            this.id = item.id();
            this.properties = item.properties();
            this.recipients = item.recipients();
            item.attachments().forEach(one -> attachments.put(one.number(), one));
            this.nextAttachment = attachments.keySet().stream().max(Integer::compare).orElse(-1) + 1;
        }

        LabItem item() {
            return new LabItem(id, folderId, associated, properties, recipients, List.copyOf(attachments.values()), 0);
        }
    }

    /** An attachment, which goes into its message when it is saved. */
    final class Attachment implements ServerObject {
        final Message message;
        final int number;
        final boolean writable;
        PropertyBag properties;
        AudioSource content;

        Attachment(Message message, LabAttachment attachment, boolean writable) {
            this.message = message;
            this.number = attachment.number();
            this.writable = writable;
            this.properties = attachment.properties();
            this.content = attachment.content();
        }

        LabAttachment attachment() {
            return new LabAttachment(number, properties, content);
        }
    }

    /** A table; its rows are those at the time of the first question after it was set up. */
    final class Table implements ServerObject {
        private final Supplier<List<Row>> source;
        private @Nullable List<Row> rows;
        List<PropertyTag> columns = List.of();
        List<SortTable.Key> keys = List.of();
        Optional<Restriction> restriction = Optional.empty();
        int position;

        Table(Supplier<List<Row>> source) {
            this.source = source;
        }

        void changed() {
            rows = null;
            position = 0;
        }

        int size() {
            return source.get().size();
        }

        List<Row> rows() {
            List<Row> known = rows;
            if (known == null) {
                var wanted = new ArrayList<>(source.get());
                restriction.ifPresent(condition -> wanted.removeIf(row -> !Condition.holds(condition, row)));
                for (SortTable.Key key : keys.reversed()) {
                    wanted.sort((a, b) -> {
                        int order = Condition.compare(a.value(key.tag()).value(), b.value(key.tag()).value());
                        return key.order() == 1 ? -order : order;
                    });
                }
                known = List.copyOf(wanted);
                rows = known;
            }
            return known;
        }
    }

    /** A property as a stream. */
    final class Stream implements ServerObject {
        private final Optional<Consumer<byte[]>> commit;
        private byte[] bytes;
        private int position;

        /** @param commit empty: read only */
        Stream(byte[] bytes, Optional<Consumer<byte[]>> commit) {
            this.bytes = bytes;
            this.commit = commit;
        }

        int size() {
            return bytes.length;
        }

        byte[] read(int most) {
            int count = Math.min(most, bytes.length - position);
            byte[] piece = java.util.Arrays.copyOfRange(bytes, position, position + Math.max(0, count));
            position += piece.length;
            return piece;
        }

        boolean atEnd() {
            return position >= bytes.length;
        }

        boolean writable() {
            return commit.isPresent();
        }

        void write(byte[] data) {
            var grown = new ByteArrayOutputStream(position + data.length);
            grown.write(bytes, 0, position);
            grown.writeBytes(data);
            int behind = position + data.length;
            if (behind < bytes.length) {
                grown.write(bytes, behind, bytes.length - behind);
            }
            bytes = grown.toByteArray();
            position = behind;
        }

        void resize(int size) {
            bytes = java.util.Arrays.copyOf(bytes, size);
            position = Math.min(position, size);
        }

        long seek(long to) {
            position = (int) Math.max(0, Math.min(bytes.length, to));
            return position;
        }

        int position() {
            return position;
        }

        void commit() {
            commit.ifPresent(to -> to.accept(bytes));
        }
    }

    /** @param listening ended with the handle */
    record Subscription(LabMailbox.Listening listening) implements ServerObject {
        @Override
        public void release() {
            listening.close();
        }
    }
}
