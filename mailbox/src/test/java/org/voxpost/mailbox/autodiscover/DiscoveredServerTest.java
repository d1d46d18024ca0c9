package org.voxpost.mailbox.autodiscover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException.OutcomeUnknown;
import org.voxpost.mailbox.MailboxException.Unavailable;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceCounts;

@Timeout(30)
class DiscoveredServerTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final SmtpAddress JOHN = new SmtpAddress("john@corp.example");
    private static final URI OLD = URI.create("https://old.corp.example/EWS");
    private static final URI NEW = URI.create("https://new.corp.example/EWS");

    private Instant now = Instant.parse("2026-03-01T09:15:00Z");
    private final Map<SmtpAddress, URI> told = new ConcurrentHashMap<>(Map.of(IVY, OLD, JOHN, OLD));
    private final Map<SmtpAddress, URI> remembered = new ConcurrentHashMap<>();
    private final Map<URI, RuntimeException> failures = new HashMap<>();
    private final List<String> work = new CopyOnWriteArrayList<>();
    private final List<SmtpAddress> forgotten = new ArrayList<>();
    private final DiscoveredServer server = new DiscoveredServer("ews", EnumSet.allOf(Capability.class),
            new DiscoveredServer.Whereabouts() {
                @Override
                public URI find(SmtpAddress owner) {
                    return remembered.computeIfAbsent(owner, told::get);
                }

                @Override
                public void forget(SmtpAddress owner) {
                    forgotten.add(owner);
                    remembered.remove(owner);
                }
            }, Place::new, () -> now);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aMailboxThatMovedIsFollowedAtOnce() {
        Mailbox mailbox = server.open(IVY);
        mailbox.counts();
        told.put(IVY, NEW);
        failures.put(OLD, new Unavailable("x", "old", "ErrorMailboxMoveInProgress"));

        mailbox.counts();
        mailbox.counts();

        assertThat(work).containsExactly("counts at old", "counts at old", "counts at new", "counts at new");
        assertThat(server.serverOf(IVY)).isEqualTo("new.corp.example");
    }

    @Test
    void aServerThatIsAwayIsNoReasonToAskForEachOperation() {
        Mailbox mailbox = server.open(IVY);
        failures.put(OLD, new Unavailable("x", "old", "refused"));

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(mailbox::counts).isInstanceOf(Unavailable.class);
        }
        assertThat(forgotten).containsExactly(IVY);

        now = now.plus(Duration.ofSeconds(61));
        assertThatThrownBy(mailbox::counts).isInstanceOf(Unavailable.class);
        assertThat(forgotten).hasSize(2);
    }

    @Test
    void whatMayHaveBeenExecutedIsNotDoneSomewhereElse() {
        told.put(IVY, OLD);
        Mailbox mailbox = server.open(IVY);
        mailbox.counts();
        told.put(IVY, NEW);
        failures.put(OLD, new OutcomeUnknown("x", "old", "cut", now, null));

        assertThatThrownBy(mailbox::counts).isInstanceOf(OutcomeUnknown.class);

        assertThat(work).containsExactly("counts at old", "counts at old");
        assertThat(forgotten).isEmpty();
    }

    @Test
    void mailboxesAreWatchedWhereTheyAre() {
        told.put(JOHN, NEW);

        try (var watch = server.watch(Set.of(IVY, JOHN), changed -> {
        })) {
            await().untilAsserted(() -> assertThat(work).containsExactlyInAnyOrder("watch [" + IVY + "] at old",
                    "watch [" + JOHN + "] at new"));
            work.clear();

            ((DiscoveredWatch) watch).regroup(Map.of(NEW, Set.of(IVY, JOHN)));

            assertThat(work).hasSize(3).contains("end at old", "end at new")
                    .anySatisfy(line -> assertThat(line).contains(IVY.value(), JOHN.value(), "at new"));
        }
        assertThat(work).endsWith("end at new").hasSize(4);
    }

    /** A server that writes down what it is asked. */
    private final class Place implements MailboxServer {
        private final URI at;
        private final String name;

        Place(URI at) {
            this.at = at;
            this.name = at.getHost().substring(0, 3);
        }

        @Override
        public String protocol() {
            return "ews";
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }

        @Override
        public Mailbox open(SmtpAddress owner) {
            return (Mailbox) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Mailbox.class},
                    (self, method, arguments) -> {
                        work.add(method.getName() + " at " + name);
                        if (failures.containsKey(at)) {
                            throw failures.get(at);
                        }
                        return new VoiceCounts(0, 0, 0, 0);
                    });
        }

        @Override
        public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
            work.add("watch " + owners + " at " + name);
            return () -> work.add("end at " + name);
        }

        @Override
        public void close() {
        }
    }
}
