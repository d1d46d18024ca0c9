package org.voxpost.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.MailboxException.AccountRejected;
import org.voxpost.mailbox.MailboxException.MailboxFull;
import org.voxpost.mailbox.MailboxException.MessageRefused;
import org.voxpost.mailbox.MailboxException.MessageTooLarge;
import org.voxpost.mailbox.MailboxException.OutcomeUnknown;
import org.voxpost.mailbox.MailboxException.Unavailable;

class FailoverMailboxTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final OutgoingItem ITEM = SampleItems.missedCall(IVY);

    private Instant now = Instant.parse("2026-03-01T09:15:00Z");
    private final List<String> heard = new ArrayList<>();
    private final Road ews = new Road("ews", EnumSet.allOf(Capability.class));
    private final Road imap = new Road("imap", EnumSet.of(Capability.DELIVER, Capability.FIND, Capability.COUNTS));
    private final Road smtp = new Road("smtp", EnumSet.of(Capability.DELIVER));
    private final FailoverMailbox server = new FailoverMailbox(List.of(ews, imap, smtp), List.of(smtp, ews, imap),
            Duration.ofSeconds(60), (protocol, job, failure) -> heard.add(protocol + " " + job + " "
                    + failure.map(f -> f.getClass().getSimpleName()).orElse("done")),
            () -> now);
    private final Mailbox mailbox = server.open(IVY);

    private static Unavailable down() {
        return new Unavailable("x", "peer", "down");
    }

    private OutcomeUnknown unknown() {
        return new OutcomeUnknown("x", "peer", "cut", now, null);
    }

    @Test
    void theFirstRoadThatWorksCarriesIt() {
        ews.fails(down());

        ItemId id = mailbox.deliver(ITEM, DeliveryId.random());

        assertThat(id.protocol()).isEqualTo("imap");
        assertThat(heard).containsExactly("ews DELIVER Unavailable", "imap DELIVER done");
    }

    @Test
    void aRejectedAccountOrATooLargeMessageMayPassElsewhere() {
        ews.fails(new AccountRejected("x", "p", "401"));
        imap.fails(new MessageTooLarge("x", "p", "413", 0));

        assertThat(mailbox.deliver(ITEM, DeliveryId.random()).protocol()).isEqualTo("smtp");
    }

    @Test
    void anAnswerAboutTheMessageOrTheMailboxIsFinal() {
        ews.fails(new MailboxFull("x", "p", "quota"), new MessageRefused("x", "p", "virus"));

        assertThatThrownBy(() -> mailbox.deliver(ITEM, DeliveryId.random())).isInstanceOf(MailboxFull.class);
        assertThatThrownBy(() -> mailbox.deliver(ITEM, DeliveryId.random())).isInstanceOf(MessageRefused.class);
        assertThat(imap.calls).isZero();
    }

    @Test
    void anUnknownOutcomeForbidsEveryRoadUntilTheMailboxWasAsked() {
        DeliveryId id = DeliveryId.random();
        ews.fails(unknown());

        assertThatThrownBy(() -> mailbox.deliver(ITEM, id)).isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> server.open(IVY).deliver(ITEM, id)).as("by no mailbox object")
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(ews.calls).isEqualTo(1);
        assertThat(imap.calls).isZero();

        ews.fails(down());
        imap.fails(down());
        assertThatThrownBy(() -> mailbox.find(id)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> mailbox.deliver(ITEM, id)).as("no answer is no permission")
                .isInstanceOf(OutcomeUnknown.class);

        assertThat(mailbox.find(id)).isEmpty();
        assertThat(mailbox.deliver(ITEM, id).protocol()).isEqualTo("ews");
        assertThat(mailbox.deliver(ITEM, DeliveryId.random()).protocol()).as("others were never held up")
                .isEqualTo("ews");
    }

    @Test
    void aRoadWithoutTheCapabilityIsNotAsked() {
        assertThat(mailbox.counts()).isEqualTo(new VoiceCounts(0, 0, 0, 0));
        assertThat(heard).containsExactly("ews COUNTS done");
        assertThat(server.capabilities()).containsExactlyInAnyOrder(Capability.values());
    }

    @Test
    void anIdGoesToTheProtocolThatGaveIt() {
        mailbox.mark(new ItemId("imap", "7"), Flag.READ, true);

        assertThat(heard).containsExactly("imap MARK done");
        assertThatThrownBy(() -> mailbox.read(new ItemId("mapi", "7"))).isInstanceOf(MailboxException.NoSuchItem.class)
                .hasMessageContaining("mapi");
    }

    @Test
    void aRoadThatKeepsFailingIsLeftAloneAndTriedAgainLater() {
        ews.fails(down(), down(), down(), down());
        for (int i = 0; i < 5; i++) {
            assertThat(mailbox.deliver(ITEM, DeliveryId.random()).protocol()).isEqualTo("imap");
        }
        assertThat(ews.calls).as("three times, then left alone").isEqualTo(3);

        now = now.plusSeconds(31);
        mailbox.deliver(ITEM, DeliveryId.random());
        mailbox.deliver(ITEM, DeliveryId.random());
        assertThat(ews.calls).as("one trial, which failed").isEqualTo(4);

        now = now.plusSeconds(59);
        mailbox.deliver(ITEM, DeliveryId.random());
        assertThat(ews.calls).as("left alone twice as long").isEqualTo(4);

        now = now.plusSeconds(2);
        assertThat(mailbox.deliver(ITEM, DeliveryId.random()).protocol()).isEqualTo("ews");
    }

    @Test
    void whenAllAreLeftAloneItSaysForHowLong() {
        FailoverMailbox single = new FailoverMailbox(List.of(imap), List.of(imap), Duration.ofSeconds(60),
                (p, j, f) -> {
                }, () -> now);
        imap.fails(down(), down(), down());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> single.open(IVY).deliver(ITEM, DeliveryId.random()))
                    .isInstanceOf(Unavailable.class);
        }
        now = now.plusSeconds(10);

        var left = catchThrowableOfType(Unavailable.class,
                () -> single.open(IVY).deliver(ITEM, DeliveryId.random()));

        assertThat(left.retryAfter()).contains(Duration.ofSeconds(20));
    }

    @Test
    void afterTheDeadlineNoFurtherRoadIsTried() {
        ews.fails(down());
        ews.takes = Duration.ofSeconds(61);

        assertThatThrownBy(() -> mailbox.deliver(ITEM, DeliveryId.random())).isInstanceOf(Unavailable.class);
        assertThat(imap.calls).isZero();
    }

    @Test
    void aRoadThatCannotSearchDoesNotBlockForEver() {
        FailoverMailbox blind = new FailoverMailbox(List.of(smtp), List.of(), Duration.ofSeconds(60), (p, j, f) -> {
        }, () -> now);
        DeliveryId id = DeliveryId.random();
        smtp.fails(unknown());

        assertThatThrownBy(() -> blind.open(IVY).deliver(ITEM, id)).isInstanceOf(OutcomeUnknown.class);
        assertThat(blind.open(IVY).deliver(ITEM, id).protocol()).isEqualTo("smtp");
    }

    @Test
    void aFailingServerIsLeftAloneForItsOwnMailboxesOnly() {
        SmtpAddress other = new SmtpAddress("john@corp.example");
        ews.servers = owner -> owner.equals(IVY) ? "one" : "two";
        ews.fails(down(), down(), down());
        for (int i = 0; i < 3; i++) {
            mailbox.deliver(ITEM, DeliveryId.random());
        }

        assertThat(mailbox.deliver(ITEM, DeliveryId.random()).protocol()).isEqualTo("imap");
        assertThat(server.open(other).deliver(ITEM, DeliveryId.random()).protocol()).isEqualTo("ews");
    }

    @Test
    void watchesGoByTheFirstOfTheirOrderThatCan() {
        Road mapi = new Road("mapi", EnumSet.of(Capability.WATCH));
        var three = new FailoverMailbox(List.of(ews), List.of(ews), List.of(smtp, mapi, ews), Duration.ofSeconds(60),
                (p, j, f) -> {
                }, () -> now);

        three.watch(Set.of(IVY), changed -> {
        }).close();

        assertThat(mapi.calls).isEqualTo(1);
        assertThat(ews.calls).isZero();
        assertThat(new FailoverMailbox(List.of(ews), List.of(ews), List.of(smtp), Duration.ofSeconds(60), (p, j, f) -> {
        }, () -> now).capabilities()).doesNotContain(Capability.WATCH);
    }

    @Test
    void closingClosesEveryRoadOnce() {
        server.close();

        assertThat(List.of(ews.closed, imap.closed, smtp.closed)).containsOnly(1);
    }

    @Test
    void severalItemsGoByTheRoadsThatGaveTheirIds() {
        ItemId first = new ItemId("ews", "1");
        ItemId second = new ItemId("imap", "2");
        ItemId foreign = new ItemId("pop3", "3");
        ews.fails(new MailboxException.NoSuchItem("x", "p", "gone"));

        assertThat(mailbox.deleteAll(List.of(first, second, foreign))).containsOnlyKeys(first, foreign);

        assertThat(ews.calls).isEqualTo(1);
        assertThat(imap.calls).isEqualTo(1);
    }

    /** A server that fails as often as it is told and then does everything. */
    private final class Road implements MailboxServer, Mailbox {
        private final String protocol;
        private final Set<Capability> capabilities;
        private final Deque<MailboxException> failures = new ArrayDeque<>();
        private Duration takes = Duration.ZERO;
        private int calls;
        private int closed;
        private Function<SmtpAddress, String> servers = owner -> "";

        Road(String protocol, Set<Capability> capabilities) {
            this.protocol = protocol;
            this.capabilities = capabilities;
        }

        void fails(MailboxException... how) {
            failures.addAll(List.of(how));
        }

        private void work() {
            calls++;
            now = now.plus(takes);
            if (!failures.isEmpty()) {
                throw failures.removeFirst();
            }
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
        public Mailbox open(SmtpAddress owner) {
            return this;
        }

        @Override
        public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
            work();
            return () -> {
            };
        }

        @Override
        public String serverOf(SmtpAddress owner) {
            return servers.apply(owner);
        }

        @Override
        public SmtpAddress owner() {
            return IVY;
        }

        @Override
        public ItemId deliver(OutgoingItem item, DeliveryId id) {
            work();
            return new ItemId(protocol, "1");
        }

        @Override
        public Optional<ItemId> find(DeliveryId id) {
            work();
            return Optional.empty();
        }

        @Override
        public List<ItemSummary> list(ItemQuery query) {
            work();
            return List.of();
        }

        @Override
        public VoiceMessage read(ItemId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AudioSource audio(ItemId id, AttachmentName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void mark(ItemId id, Flag flag, boolean set) {
            work();
        }

        @Override
        public ItemId move(ItemId id, WellKnownFolder to) {
            work();
            return id;
        }

        @Override
        public void delete(ItemId id) {
            work();
        }

        @Override
        public VoiceCounts counts() {
            work();
            return new VoiceCounts(0, 0, 0, 0);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
