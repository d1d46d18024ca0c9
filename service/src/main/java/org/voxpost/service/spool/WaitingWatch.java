package org.voxpost.service.spool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.voxpost.service.alert.Alert;
import org.voxpost.service.alert.Alerts;
import org.voxpost.service.config.AlertConfig;

/** Sees that somebody hears of messages that wait too long, of those set aside, and that an owner's mailbox is full. */
final class WaitingWatch {
    private record Waiting(String id, String profile, String mailbox, DeliveryState state, String reason,
            Instant accepted) {
    }

    private final Spool spool;
    private final Alerts alerts;
    private final Duration after;
    private final Duration again;

    WaitingWatch(Spool spool, Alerts alerts, AlertConfig config) {
        this.spool = spool;
        this.alerts = alerts;
        this.after = config.after();
        this.again = config.again();
    }

    /** Looks once and tells what is due. */
    void check(Instant now) {
        List<Waiting> due = due(now);
        due.stream().filter(w -> w.state() == DeliveryState.PARKED)
                .collect(Collectors.groupingBy(Waiting::mailbox, TreeMap::new, Collectors.toList()))
                .forEach((mailbox, waiting) -> tell(full(mailbox, waiting, now), waiting, now));
        Map<String, List<Waiting>> byProfile = due.stream().filter(w -> w.state() != DeliveryState.PARKED)
                .collect(Collectors.groupingBy(Waiting::profile, TreeMap::new, Collectors.toList()));
        byProfile.forEach((profile, waiting) -> tell(late(profile, waiting, now), waiting, now));
    }

    /** Parked and buried ones are told of at once, others when they waited too long; each again after a while. */
    private List<Waiting> due(Instant now) {
        return spool.database().read(handle -> handle.createQuery("""
                select id, profile, json_extract(envelope, '$.mailbox') as mailbox, state, reason, accepted_at
                from delivery
                where (state in ('PARKED', 'BURIED') or state in ('QUEUED', 'SENDING') and accepted_at <= :late)
                  and (told_at is null or told_at <= :again and state <> 'BURIED')
                order by sequence""")
                .bind("late", now.minus(after).toEpochMilli())
                .bind("again", now.minus(again).toEpochMilli())
                .map((row, context) -> new Waiting(row.getString("id"), row.getString("profile"),
                        row.getString("mailbox"), DeliveryState.valueOf(row.getString("state")),
                        row.getString("reason"), Instant.ofEpochMilli(row.getLong("accepted_at"))))
                .list());
    }

    private void tell(Alert alert, List<Waiting> about, Instant now) {
        if (alerts.tell(alert)) {
            spool.database().write(handle -> {
                about.forEach(w -> handle.execute("update delivery set told_at = ? where id = ?", now.toEpochMilli(),
                        w.id()));
                return true;
            });
        }
    }

    private static Alert full(String mailbox, List<Waiting> waiting, Instant now) {
        return new Alert("mailbox-full", "The mailbox " + mailbox + " takes no more messages",
                waiting.size() + " voice messages for " + mailbox + " wait until there is room again.\n"
                        + "The server said: " + waiting.getFirst().reason() + "\n",
                now, Optional.of(new org.voxpost.mailbox.SmtpAddress(mailbox)));
    }

    private static Alert late(String profile, List<Waiting> waiting, Instant now) {
        long buried = waiting.stream().filter(w -> w.state() == DeliveryState.BURIED).count();
        var text = new StringBuilder();
        text.append("Exchange profile ").append(profile).append(": ").append(waiting.size() - buried)
                .append(" messages wait, the oldest since ").append(waiting.getFirst().accepted()).append("; ")
                .append(buried).append(" were refused and set aside.\n\n");
        waiting.stream().collect(Collectors.groupingBy(Waiting::reason, TreeMap::new, Collectors.counting()))
                .forEach((reason, count) -> text.append(count).append(" × ")
                        .append(reason.isEmpty() ? "not tried yet" : reason).append('\n'));
        text.append("\nvoxpost spool list shows them; nothing is lost.\n");
        return new Alert("messages-waiting", waiting.size() + " messages are not delivered (" + profile + ")",
                text.toString(), now, Optional.empty());
    }
}
