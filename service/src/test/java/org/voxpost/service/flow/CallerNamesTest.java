package org.voxpost.service.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.flow.CallerNames.Naming;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.AddressBookFixture;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.CallFacts.Trust;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipUri;

@Timeout(60)
class CallerNamesTest {
    private static final List<DialPlan> PLANS = List.of(new DialPlan(new SiteConfig("main", "US", "", 2, 6, List.of(),
            "")));
    private static final Caller NUMERIC = new Caller("+14255550177", "", Optional.empty());

    @TempDir
    Path directory;
    private final CountDownLatch exchangeAnswers = new CountDownLatch(1);
    private AddressBook people;

    @AfterEach
    void closes() {
        exchangeAnswers.countDown();
        people.close();
    }

    @Test
    void aNameThatComesWhileTheGreetingPlaysIsInTheItem() {
        Naming naming = begin(Duration.ofSeconds(15));
        assertThat(naming.numeric()).as("the call goes on meanwhile").isEqualTo(NUMERIC);

        exchangeAnswers.countDown();

        assertThat(naming.name(envelope(naming.numeric())).caller().label()).isEqualTo("Carol Reed");
    }

    @Test
    void aNameThatDoesNotComeInTimeIsTheNumber() {
        Naming naming = begin(Duration.ofMillis(50));

        assertThat(naming.name(envelope(naming.numeric())).caller()).isEqualTo(NUMERIC);
    }

    @Test
    void whoIsNotInABookThatIsReadIsNobodyAtOnce() {
        people = new AddressBook(PLANS, List.of(), directory.resolve("book"), InstantSource.system());

        Naming naming = begin(people, Duration.ofHours(1));

        assertThat(naming.known()).isCompletedWithValue(NUMERIC);
    }

    private Naming begin(Duration patience) {
        people = new AddressBook(PLANS,
                List.of(AddressBookFixture.source(exchangeAnswers,
                        AddressBookFixture.person("Carol Reed", "carol", "+14255550177"))),
                directory.resolve("book"), InstantSource.system());
        people.start(Duration.ofHours(1));
        return begin(people, patience);
    }

    private static Naming begin(AddressBook people, Duration patience) {
        var table = new SubscriberTable(List.of(), PLANS);
        return new CallerNames(table, people, patience).begin(
                new CallFacts.Caller(new SipAddress("", SipUri.of("+14255550177", "pbx.example.com", 0)), false,
                        Trust.ASSERTED),
                "");
    }

    private static Envelope envelope(Caller caller) {
        return new Envelope(DeliveryId.random(), "alice", new SmtpAddress("alice@example.com"), "main",
                ItemKind.CALL_ANSWERING, caller, "id@pbx", "pbx", Instant.EPOCH, Locale.US);
    }
}
