package org.voxpost.mailbox.ews;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.voxpost.mailbox.MailboxServer.MailboxChanged;
import org.voxpost.mailbox.MailboxServer.Watch;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Watches Inboxes by streaming notifications, up to 200 on a connection. Servers without streaming are asked for events
 * every half minute. Notifications get lost: from time to time, and after every new connection, the server is asked what
 * changed.
 */
final class EwsWatch implements Watch {
    private static final int ON_ONE_CONNECTION = 200;

    private final List<EventStream> streams = new ArrayList<>();
    private final Debounced changes;

    EwsWatch(EwsSettings settings, InstantSource clock, Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        changes = new Debounced(to, settings.moment());
        List<SmtpAddress> sorted = List.copyOf(new TreeSet<>(owners));
        for (int i = 0; i < sorted.size(); i += ON_ONE_CONNECTION) {
            List<SmtpAddress> group = sorted.subList(i, Math.min(sorted.size(), i + ON_ONE_CONNECTION));
            streams.add(new EventStream(settings, clock, group, changes::changed));
        }
        streams.forEach(EventStream::start);
    }

    @Override
    public void close() {
        streams.forEach(EventStream::close);
        changes.close();
    }
}
