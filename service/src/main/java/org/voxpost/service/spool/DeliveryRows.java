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
        Optional<Delivery.Audio> audio = d.audio();
        return Prepared.first(handle, row -> row.getLong(1),
                """
                        insert into delivery (id, mailbox_id, profile, caller, peer, envelope, audio_file, audio_encoding,
                            audio_rate_hz, audio_bytes, gain_db, cut_off, urgent, private, accepted_at, state, must_ask, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (id) do nothing
                        returning sequence""",
                d.id().toString(), d.envelope().mailboxId(), d.envelope().profile(), d.envelope().caller().number(),
                d.envelope().peer(), EnvelopeJson.write(d.envelope()),
                audio.map(Delivery.Audio::file).orElse(null),
                audio.map(a -> a.format().encoding().name()).orElse(null),
                audio.map(a -> a.format().rateHz()).orElse(null),
                audio.map(Delivery.Audio::lengthBytes).orElse(0L),
                audio.map(Delivery.Audio::gainDb).orElse(0.0),
                audio.map(Delivery.Audio::cutOff).orElse(false),
                d.marks().urgent(), d.marks().isPrivate(), d.accepted().toEpochMilli(), d.progress().state().name(),
                d.progress().mustAsk(), d.accepted().toEpochMilli()).map(d::numbered);
    }

    static Optional<Delivery> byId(Handle handle, DeliveryId id) {
        return Prepared.first(handle, row -> read(row, null), "select * from delivery where id = ?", id.toString());
    }

    /** How far a message is. */
    static Optional<Progress> progress(Handle handle, DeliveryId id) {
        return Prepared.first(handle, DeliveryRows::progress, """
                select state, must_ask, attempts, smaller, reason, item_protocol, item_id from delivery
                where id = ?""", id.toString());
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
        Prepared.change(handle, """
                update delivery set state = ?, must_ask = ?, attempts = ?, smaller = ?, reason = ?, item_protocol = ?,
                    item_id = ?, changed_at = ?
                where id = ?""",
                p.state().name(), p.mustAsk(), p.attempts(), p.smaller(), p.reason(),
                p.item().map(ItemId::protocol).orElse(null), p.item().map(ItemId::value).orElse(null),
                now.toEpochMilli(), d.id().toString());
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
        return new Delivery(row.getLong("sequence"), EnvelopeJson.read(row.getString("envelope")), audio,
                new Marks(row.getBoolean("urgent"), row.getBoolean("private")),
                Instant.ofEpochMilli(row.getLong("accepted_at")), progress(row));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        String item = row.getString("item_id");
        Optional<ItemId> itemId = item == null
                ? Optional.empty()
                : Optional.of(new ItemId(String.valueOf(row.getString("item_protocol")), item));
        return new Progress(DeliveryState.valueOf(row.getString("state")), row.getBoolean("must_ask"),
                row.getInt("attempts"), row.getInt("smaller"), row.getString("reason"), itemId);
    }
}
