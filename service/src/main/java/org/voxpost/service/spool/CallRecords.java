package org.voxpost.service.spool;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of the last {@code state.keep-call-records}. What reads blocks; for virtual threads. */
public final class CallRecords {
    /** So that it is written with the message of this call or of another, where there are many. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final List<String> COLUMNS = List.of("call_id", "started_at", "duration_ms", "call_type", "peer",
            "caller", "dialled", "mailbox_id", "reason", "result", "delivery_id", "recorded_ms", "codec",
            "packets_lost", "jitter_ms", "round_trip_ms", "score");

    private static final String INSERT = "insert into call_record (" + String.join(", ", COLUMNS) + ") values ("
            + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";

    private static final Logger log = LoggerFactory.getLogger(CallRecords.class);

    private final Database database;

    public CallRecords(Database database) {
        this.database = database;
    }

    /** Keeps one call without waiting for that; done when it is durable. That it could not be kept is told in the log. */
    public CompletableFuture<Integer> keep(CallRecord r) {
        return database.submit(handle -> Prepared.change(handle, INSERT,
                r.callId(), r.started().toEpochMilli(), r.duration().toMillis(), r.type(), r.peer(), r.caller(),
                r.dialled(), r.mailboxId(), r.reason(), r.result(), r.deliveryId(), r.recorded().toMillis(), r.codec(),
                r.packetsLost(), r.jitterMs(), r.roundTripMs(), r.score()), PATIENCE).whenComplete((rows, failed) -> {
                    if (failed != null) {
                        log.warn("no record is kept of the call {}: {}", r.callId(), failed.getMessage());
                    }
                });
    }

    /** Hands over every call that began in the interval, oldest first, without holding them all in memory. */
    public void each(Instant from, Instant to, Consumer<CallRecord> consumer) {
        database.read(handle -> {
            try (var rows = handle
                    .createQuery(
                            "select * from call_record where started_at >= ? and started_at < ? order by started_at")
                    .bind(0, from.toEpochMilli()).bind(1, to.toEpochMilli()).map(CallRecords::read).stream()) {
                rows.forEach(consumer);
            }
            return true;
        });
    }

    /** One page of calls that began in the interval, newest first. @param before only those written before that one */
    public List<Numbered> page(Instant from, Instant to, long before, int limit) {
        return database.read(handle -> handle.createQuery("""
                select * from call_record where started_at >= ? and started_at < ? and sequence < ?
                order by sequence desc limit ?""")
                .bind(0, from.toEpochMilli()).bind(1, to.toEpochMilli()).bind(2, before).bind(3, limit)
                .map((row, context) -> new Numbered(row.getLong("sequence"), read(row, context))).list());
    }

    /** A call and its number in the order of writing. */
    public record Numbered(long sequence, CallRecord record) {
    }

    private static CallRecord read(java.sql.ResultSet row, StatementContext context) throws java.sql.SQLException {
        return new CallRecord(row.getString("call_id"), Instant.ofEpochMilli(row.getLong("started_at")),
                Duration.ofMillis(row.getLong("duration_ms")), row.getString("call_type"), row.getString("peer"),
                row.getString("caller"), row.getString("dialled"), row.getString("mailbox_id"),
                row.getString("reason"), row.getString("result"), row.getString("delivery_id"),
                Duration.ofMillis(row.getLong("recorded_ms")), row.getString("codec"), row.getLong("packets_lost"),
                row.getDouble("jitter_ms"), row.getDouble("round_trip_ms"), row.getDouble("score"));
    }

    /** One JSON object a line; members are the record's components, times in ISO 8601, durations in seconds. */
    public void writeJson(Instant from, Instant to, PrintWriter out) {
        each(from, to, r -> out.println(json(r).encode()));
    }

    /** Members are the record's components, times in ISO 8601, durations in seconds. */
    public static JsonObject json(CallRecord r) {
        return new JsonObject().put("callId", r.callId()).put("started", r.started().toString())
                .put("durationSeconds", r.duration().toMillis() / 1000.0).put("type", r.type()).put("peer", r.peer())
                .put("caller", r.caller()).put("dialled", r.dialled()).put("mailboxId", r.mailboxId())
                .put("reason", r.reason()).put("result", r.result()).put("deliveryId", r.deliveryId())
                .put("recordedSeconds", r.recorded().toMillis() / 1000.0).put("codec", r.codec())
                .put("packetsLost", r.packetsLost()).put("jitterMs", r.jitterMs())
                .put("roundTripMs", r.roundTripMs()).put("score", r.score());
    }

    /** The same as CSV (RFC 4180) with a heading; cells that a spreadsheet would take for a formula begin with {@code '}. */
    public void writeCsv(Instant from, Instant to, PrintWriter out) {
        List<String> names = json(EMPTY).stream().map(java.util.Map.Entry::getKey).toList();
        out.print(String.join(",", names) + "\r\n");
        each(from, to, r -> {
            JsonObject json = json(r);
            out.print(names.stream().map(name -> cell(json.getValue(name))).collect(Collectors.joining(",")) + "\r\n");
        });
    }

    private static String cell(Object value) {
        String text = String.valueOf(value);
        if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static final CallRecord EMPTY = new CallRecord("", Instant.EPOCH, Duration.ZERO, "", "", "", "", "", "",
            "", "", Duration.ZERO, "", 0, 0, 0, 0);
}
