package org.voxpost.service.spool;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.AudioFormat;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;

/** Rows of the table {@code delivery}. Every method runs in the handle's transaction. */
final class DeliveryRows {
    private DeliveryRows() {
    }

    /** Inserts a new message. @return it with its sequence; empty if the id is there already */
    static Optional<Delivery> insert(Handle handle, Delivery d) {
        int rows = handle
                .createUpdate(
                        """
                                insert into delivery (id, mailbox_id, profile, caller, peer, envelope, audio_file, audio_encoding,
                                    audio_rate_hz, audio_bytes, gain_db, cut_off, urgent, private, accepted_at, state, must_ask, changed_at)
                                values (:id, :mailboxId, :profile, :caller, :peer, :envelope, :file, :encoding,
                                    :rate, :bytes, :gain, :cutOff, :urgent, :private, :accepted, :state, :mustAsk, :accepted)
                                on conflict (id) do nothing""")
                .bind("id", d.id().toString())
                .bind("mailboxId", d.envelope().mailboxId())
                .bind("profile", d.envelope().profile())
                .bind("caller", d.envelope().caller().number())
                .bind("peer", d.envelope().peer())
                .bind("envelope", EnvelopeJson.write(d.envelope()))
                .bind("file", d.audio().map(Delivery.Audio::file).orElse(null))
                .bind("encoding", d.audio().map(a -> a.format().encoding().name()).orElse(null))
                .bind("rate", d.audio().map(a -> a.format().rateHz()).orElse(null))
                .bind("bytes", d.audio().map(Delivery.Audio::lengthBytes).orElse(0L))
                .bind("gain", d.audio().map(Delivery.Audio::gainDb).orElse(0.0))
                .bind("cutOff", d.audio().map(Delivery.Audio::cutOff).orElse(false))
                .bind("urgent", d.marks().urgent())
                .bind("private", d.marks().isPrivate())
                .bind("accepted", d.accepted().toEpochMilli())
                .bind("state", d.progress().state().name())
                .bind("mustAsk", d.progress().mustAsk())
                .execute();
        return rows == 0 ? Optional.empty() : byId(handle, d.id());
    }

    static Optional<Delivery> byId(Handle handle, DeliveryId id) {
        return handle.createQuery("select * from delivery where id = ?").bind(0, id.toString())
                .map(DeliveryRows::read).findOne();
    }

    /** Every message the worker may still have to do something about, in order of acceptance. */
    static List<Delivery> open(Handle handle) {
        return handle.createQuery(
                "select * from delivery where state in ('QUEUED', 'SENDING', 'PARKED') order by sequence")
                .map(DeliveryRows::read).list();
    }

    /** When the oldest of the {@link #open} ones was accepted. */
    static Optional<Instant> oldestOpen(Handle handle) {
        return handle.createQuery(
                "select accepted_at from delivery where state in ('QUEUED', 'SENDING', 'PARKED') order by sequence limit 1")
                .mapTo(Long.class).findOne().map(Instant::ofEpochMilli);
    }

    /** Writes how far it is. */
    static void update(Handle handle, Delivery d, Instant now) {
        Progress p = d.progress();
        handle.createUpdate("""
                update delivery set state = :state, must_ask = :mustAsk, attempts = :attempts, smaller = :smaller,
                    reason = :reason, item_protocol = :protocol, item_id = :item, changed_at = :now
                where id = :id""")
                .bind("state", p.state().name())
                .bind("mustAsk", p.mustAsk())
                .bind("attempts", p.attempts())
                .bind("smaller", p.smaller())
                .bind("reason", p.reason())
                .bind("protocol", p.item().map(ItemId::protocol).orElse(null))
                .bind("item", p.item().map(ItemId::value).orElse(null))
                .bind("now", now.toEpochMilli())
                .bind("id", d.id().toString())
                .execute();
    }

    static List<Delivery> poked(Handle handle) {
        return handle.createQuery("select * from delivery where poked = 1 order by sequence")
                .map(DeliveryRows::read).list();
    }

    static int poke(Handle handle, DeliveryId id) {
        return handle.execute("update delivery set poked = 1 where id = ?", id.toString());
    }

    static int unpoke(Handle handle, Delivery delivery) {
        return handle.execute("update delivery set poked = 0 where id = ?", delivery.id().toString());
    }

    static Delivery read(ResultSet row, @Nullable StatementContext context) throws SQLException {
        Optional<Delivery.Audio> audio = Optional.empty();
        String file = row.getString("audio_file");
        String encoding = row.getString("audio_encoding");
        if (file != null && encoding != null) {
            var format = new AudioFormat(AudioFormat.Encoding.valueOf(encoding), row.getInt("audio_rate_hz"));
            audio = Optional.of(
                    new Delivery.Audio(file, format, row.getLong("audio_bytes"), row.getDouble("gain_db"),
                            row.getBoolean("cut_off")));
        }
        String item = row.getString("item_id");
        Optional<ItemId> itemId = item == null
                ? Optional.empty()
                : Optional.of(new ItemId(String.valueOf(row.getString("item_protocol")), item));
        var progress = new Progress(DeliveryState.valueOf(row.getString("state")), row.getBoolean("must_ask"),
                row.getInt("attempts"), row.getInt("smaller"), row.getString("reason"), itemId);
        return new Delivery(row.getLong("sequence"), EnvelopeJson.read(row.getString("envelope")), audio,
                new Marks(row.getBoolean("urgent"), row.getBoolean("private")),
                Instant.ofEpochMilli(row.getLong("accepted_at")), progress);
    }
}
