package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.service.routing.AddressBookFixture.person;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.RoutingConfig;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.routing.LookupResult.Matched;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;

class LookupEngineTest {
    private static final List<DialPlan> PLANS = List.of(
            new DialPlan(new SiteConfig("main", "US", "425", 4, 4, List.of("9"), "+1425555")));
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path directory;
    private LookupEngine engine;

    @BeforeEach
    void build() {
        var people = new AddressBook(PLANS,
                List.of(AddressBookFixture.source(new CountDownLatch(0),
                        person("Alice Lee", "alice", "+14255552001", "+1 206 555 0101"),
                        person("Bob", "bob", "+14255550190"), person("Eve", "eve", "+14255550190"),
                        person("Dan", "dan", "+14255550191"), person("Fay", "fay", "+14255550191"))),
                directory.resolve("book"), InstantSource.fixed(NOON));
        people.refresh();
        engine = new LookupEngine(new SubscriberTable(List.of(subscriber("alice", "2001"), subscriber("bob", "2002"),
                subscriber("guy", "2007", "+12065550107")),
                PLANS), people, Set.of("8000"), new RoutingPolicy(RoutingConfig.NONE), PersonStates.NONE,
                InstantSource.fixed(NOON));
    }

    private static Subscriber subscriber(String name, String... numbers) {
        return new Subscriber(name, new SmtpAddress(name + "@example.com"), name, List.of(numbers), "main", "main",
                Optional.empty(), true, Locale.GERMANY);
    }

    @Test
    void aSubscriberIsShownAsTheAddressBookKnowsHim() {
        LookupResult result = engine.lookup(LookupQuery.of("2001"));

        assertThat(result.matched()).isEqualTo(Matched.PERSON);
        assertThat(result.person()).contains(new IndexedPerson("/o=Lab/cn=alice", "Alice Lee",
                Optional.of(new SmtpAddress("alice@example.com")), false));
        assertThat(result.mailbox()).contains(new LookupResult.MailboxHere("alice", true, Locale.GERMANY));
        assertThat(result.e164()).contains("+14255552001");
        assertThat(result.extension()).contains("2001");
        assertThat(result.asOf()).contains(NOON);
    }

    @Test
    void aSubscribersOtherNumberOfTheAddressBookLeadsToHisMailboxToo() {
        assertThat(engine.lookup(LookupQuery.of("+12065550101")).mailbox())
                .contains(new LookupResult.MailboxHere("alice", true, Locale.GERMANY));
    }

    @Test
    void whoHasAnExtensionAndANumberOfAnotherSeriesIsReachedAtHisTelephoneByEither() {
        for (String dialled : List.of("2007", "+12065550107", "912065550107")) {
            LookupResult guy = engine.lookup(LookupQuery.of(dialled));
            assertThat(guy.extension()).as(dialled).contains("2007");
            assertThat(guy.e164()).as(dialled).contains(dialled.equals("2007") ? "+14255552007" : "+12065550107");
        }
        assertThat(engine.lookup(LookupQuery.of("+12065550101")).extension()).as("a mobile of the address book")
                .isEmpty();
    }

    @Test
    void ofSeveralTheOneWithAMailboxHereIsMeant() {
        assertThat(engine.lookup(LookupQuery.of("+14255550190")).person()).map(IndexedPerson::displayName)
                .contains("Bob");
        assertThat(engine.lookup(LookupQuery.of("+14255550191")).matched()).isEqualTo(Matched.AMBIGUOUS);
    }

    @Test
    void tellsOurOwnNumbersAndWhatIsNone() {
        assertThat(engine.lookup(LookupQuery.of("8000")).matched()).isEqualTo(Matched.SERVICE);
        assertThat(engine.lookup(LookupQuery.of("+14255559999")).matched()).isEqualTo(Matched.NONE);
        assertThat(engine.lookup(LookupQuery.of("sip")).reason()).isEqualTo("this is no number");
    }

    @Test
    void aNumberNobodyHasTakesTheStepsOfOneThatSomebodyHas() {
        List<List<String>> numbers = List.of(List.of("2001", "2999"), List.of("+14255552001", "+14255559999"),
                List.of("+14255550191", "+14255550192"));
        for (List<String> pair : numbers) {
            assertThat(engine.lookup(LookupQuery.of(pair.getFirst())).matched()).isNotEqualTo(Matched.NONE);
            assertThat(engine.lookup(LookupQuery.of(pair.getLast())).matched()).isEqualTo(Matched.NONE);
            assertThat(stages(pair.getLast())).as("%s", pair).isNotEmpty().isEqualTo(stages(pair.getFirst()));
        }
    }

    private List<Explanation.Stage> stages(String number) {
        return engine.explain(LookupQuery.of(number), Optional.empty()).steps().stream().map(Explanation.Step::stage)
                .toList();
    }

    @Test
    void withTwoNumbersTheFirstCallsTheSecond() {
        LookupResult result = engine.lookup(new LookupQuery("+12065550101", Optional.of("2002"), ""));

        assertThat(result.person()).map(IndexedPerson::displayName).contains("bob");
        assertThat(result.caller()).contains(new LookupResult.CallingParty("+12065550101", "Alice Lee",
                LookupResult.Trust.UNVERIFIED));
    }
}
