package org.voxpost.service.subscriber;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.SubscriberConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.spool.Database;

/** The subscribers that were imported, kept in the database. Blocks; any thread. */
public final class ImportedSubscribers {
    private final Database database;

    public ImportedSubscribers(Database database) {
        this.database = database;
    }

    /** All of them, in the order of their ids. */
    public List<SubscriberConfig> all() {
        return database.read(handle -> handle.createQuery("select * from subscriber order by id")
                .map(ImportedSubscribers::read).list());
    }

    /** Counts imports: another number means that {@link #all} may be different. */
    public long edition() {
        return database
                .read(handle -> handle.createQuery("select number from subscriber_edition").mapTo(Long.class).one());
    }

    /** Puts these in the place of all that were there; durable, whole or not at all. */
    public void replace(List<SubscriberConfig> subscribers) {
        database.write(handle -> {
            handle.execute("delete from subscriber");
            var batch = handle.prepareBatch("insert into subscriber (id, mailbox, numbers, name, site, profile,"
                    + " missed_calls, language, operator, may_dial) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            subscribers.forEach(s -> batch.add(id(s), s.mailbox().value(), String.join(";", s.numbers()), s.name(),
                    s.site(), s.profile(), s.missedCalls() ? 1 : 0, s.language().toLanguageTag(), s.operator(),
                    String.join(";", s.mayDial())));
            if (!subscribers.isEmpty()) {
                batch.execute();
            }
            return handle.execute("update subscriber_edition set number = number + 1");
        });
    }

    private static SubscriberConfig read(ResultSet row, @Nullable StatementContext context) throws SQLException {
        var mailbox = new SmtpAddress(row.getString("mailbox"));
        String id = row.getString("id");
        return new SubscriberConfig(mailbox, list(row.getString("numbers")),
                Optional.of(id).filter(text -> !text.equalsIgnoreCase(mailbox.value())), row.getString("name"),
                row.getString("site"), row.getString("profile"), Optional.empty(), row.getInt("missed_calls") != 0,
                Locale.forLanguageTag(row.getString("language")), row.getString("operator"),
                list(row.getString("may_dial")));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(";")).filter(part -> !part.isEmpty()).toList();
    }

    /** The stable id of a mailbox, lower case. */
    public static String id(SubscriberConfig subscriber) {
        return subscriber.id().orElse(subscriber.mailbox().value()).toLowerCase(Locale.ROOT);
    }

    /** The configuration with the imported subscribers behind its own; what it has itself is not taken again. */
    public VoxpostConfig addedTo(VoxpostConfig config) {
        Set<String> own = config.subscribers().stream().map(ImportedSubscribers::id).collect(Collectors.toSet());
        var whole = new ArrayList<>(config.subscribers());
        all().stream().filter(s -> !own.contains(id(s)))
                .filter(s -> config.site(s.site()).isPresent() && config.profile(s.profile()).isPresent())
                .forEach(whole::add);
        return config.withSubscribers(whole);
    }
}
