package org.voxpost.mailbox.autodiscover;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;

/**
 * One protocol to mailboxes that lie on several servers and move between them: each operation goes to the server that
 * is known to have the mailbox. One that fails there without having been executed is done again at another server, if the
 * mailbox turns out to have moved. Safe for use by many threads.
 */
public final class DiscoveredServer implements MailboxServer {
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1); // for each mailbox: servers also fail without moves

    /** Tells where mailboxes are. Blocks; safe for use by many threads. */
    public interface Whereabouts {
        /** @throws MailboxException if it cannot be found out now */
        URI find(SmtpAddress owner);

        /** What is known of this mailbox may be wrong. */
        void forget(SmtpAddress owner);
    }

    private final String protocol;
    private final Set<Capability> capabilities;
    private final Whereabouts whereabouts;
    private final Function<URI, MailboxServer> opener;
    private final InstantSource clock;
    private final Map<URI, MailboxServer> servers = new ConcurrentHashMap<>();
    private final Map<SmtpAddress, URI> last = new ConcurrentHashMap<>();
    private final Map<SmtpAddress, Instant> asked = new ConcurrentHashMap<>();
    private final Set<DiscoveredWatch> watches = ConcurrentHashMap.newKeySet();

    /**
     * @param protocol of the servers that {@code opener} makes
     * @param capabilities theirs
     * @param opener makes the server at a place, once for each
     */
    public DiscoveredServer(String protocol, Set<Capability> capabilities, Whereabouts whereabouts,
            Function<URI, MailboxServer> opener, InstantSource clock) {
        this.protocol = protocol;
        this.capabilities = Set.copyOf(capabilities);
        this.whereabouts = whereabouts;
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public String serverOf(SmtpAddress owner) {
        return Optional.ofNullable(last.get(owner)).map(URI::getAuthority).orElse("");
    }

    @Override
    public Optional<String> software(SmtpAddress owner) {
        return Optional.ofNullable(last.get(owner)).flatMap(place -> server(place).software(owner));
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new MovingMailbox(owner, this);
    }

    /** On every server that has one of them; followed when they move. */
    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        var watch = new DiscoveredWatch(this, owners, to, watches::remove);
        watches.add(watch);
        watch.start();
        return watch;
    }

    MailboxServer server(URI place) {
        return servers.computeIfAbsent(place, opener);
    }

    URI find(SmtpAddress owner) {
        URI place = whereabouts.find(owner);
        last.put(owner, place);
        return place;
    }

    /** Where else the mailbox is than at {@code place}, after {@code failure} there; null if nowhere else. */
    private @Nullable URI elsewhere(SmtpAddress owner, URI place, MailboxException failure) {
        Instant now = clock.instant();
        Instant before = asked.put(owner, now);
        if (before != null && now.isBefore(before.plus(ASK_AGAIN))) {
            asked.put(owner, before);
        } else {
            whereabouts.forget(owner);
        }
        try {
            URI found = find(owner);
            return found.equals(place) ? null : found;
        } catch (MailboxException nobodyKnows) {
            failure.addSuppressed(nobodyKnows);
            return null;
        }
    }

    /** Does {@code operation} where the mailbox is. */
    <T> T at(SmtpAddress owner, Function<URI, T> operation) {
        URI place = find(owner);
        try {
            return operation.apply(place);
        } catch (MailboxException.Unavailable | MailboxException.AccountRejected
                | MailboxException.MessageRefused e) { // not done: the mailbox may be somewhere else
            URI other = elsewhere(owner, place, e);
            if (other == null) {
                throw e;
            }
            return operation.apply(other);
        }
    }

    @Override
    public void close() {
        watches.forEach(DiscoveredWatch::close);
        Stream.of(servers.values().toArray(MailboxServer[]::new)).forEach(MailboxServer::close);
    }
}
