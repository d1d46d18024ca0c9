package org.voxpost.service.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.routing.AddressBookFixture;
import org.voxpost.service.routing.CleanText;
import org.voxpost.service.routing.NumberIndex;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.CallFacts.Trust;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipUri;

class CallerIdentityTest {
    private static final SmtpAddress BOB = new SmtpAddress("bob@example.com");
    private static final SmtpAddress CAROL = new SmtpAddress("carol@example.com");
    private static final List<DialPlan> PLANS = List.of(new DialPlan(new SiteConfig("main", "US", "", 2, 6, List.of(),
            "")));

    private final CallerIdentity identity = new CallerIdentity(new SubscriberTable(
            List.of(new Subscriber("bob", BOB, "Bob", List.of("2002"), "main", "main", Optional.empty(), true,
                    Locale.US)),
            PLANS), addressBook());

    private static NumberIndex addressBook() {
        return AddressBookFixture.index(PLANS, AddressBookFixture.person("Carol Reed", "carol", "+1 (425) 555-0177"),
                AddressBookFixture.person("Dan", "dan", "+1 425 555 0190"),
                AddressBookFixture.person("Eve", "eve", "+1 425 555 0190"));
    }

    @Test
    void aColleagueThePeerVouchesForIsAPerson() {
        assertThat(of("Bob", "2002", Trust.ASSERTED).person()).contains(new Caller.Person("Bob", BOB));
    }

    @Test
    void aForgedFromPutsNoWordsIntoAColleaguesMouth() {
        assertThat(of("Bob", "2002", Trust.UNVERIFIED)).isEqualTo(new Caller("2002", "Bob", Optional.empty()));
    }

    @Test
    void somebodyOfTheAddressBookIsAPersonIfThePeerVouches() {
        assertThat(of("", "4255550177", Trust.VERIFIED).person())
                .contains(new Caller.Person("Carol Reed", CAROL));
        assertThat(of("", "4255550177", Trust.UNVERIFIED).person()).isEmpty();
    }

    @Test
    void aNumberThatTwoPeopleHaveNamesNobody() {
        assertThat(of("", "4255550190", Trust.VERIFIED).person()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anonymous", "UNKNOWN", "4255550101", "+14255550101", "Wireless  Caller", " unavailable "})
    void aNameThatIsNoNameIsDropped(String display) {
        assertThat(of(display, "4255550101", Trust.UNVERIFIED).callerIdName()).isEmpty();
    }

    @Test
    void anOutsideNumberIsTextWithWhateverTrust() {
        assertThat(of("", "4255550101", Trust.VERIFIED))
                .isEqualTo(new Caller("+14255550101", "", Optional.empty()));
    }

    @Test
    void aCallerWithoutANumberKeepsHisUri() {
        assertThat(of("Pat", "pat.doe", Trust.UNVERIFIED).number()).isEqualTo("sip:pat.doe@pbx.example.com");
    }

    @Test
    void whoWantsToStayAnonymousDoes() {
        var address = new SipAddress("Pat", SipUri.of("2002", "pbx.example.com", 0));

        Caller caller = identity.of(new CallFacts.Caller(address, true, Trust.VERIFIED), "");

        assertThat(caller).isEqualTo(new Caller("", "", Optional.empty()));
    }

    @Test
    void marksThatTurnTextAroundAndControlsGo() {
        assertThat(of("\u202Eecila\u202C \u0007\r\nBcc: x\u200B", "1", Trust.UNVERIFIED).callerIdName())
                .isEqualTo("ecila Bcc: x");
    }

    @Test
    void whatIsCleanIsShortOnOneLineAndCleaningItAgainChangesNothing() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 1000; seed++) {
            var random = new Random(seed);
            String text = random.ints(random.nextInt(200), 0, 2 << random.nextInt(20))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();

            String clean = CleanText.of(text);

            assertThat(clean.codePointCount(0, clean.length())).as("seed %d", seed).isLessThanOrEqualTo(80);
            assertThat(clean.codePoints()).as("seed %d", seed).noneMatch(Character::isISOControl);
            assertThat(CleanText.of(clean)).as("seed %d", seed).isEqualTo(clean);
        }
    }

    private Caller of(String display, String user, Trust trust) {
        return identity.of(new CallFacts.Caller(new SipAddress(display, SipUri.of(user, "pbx.example.com", 0)), false,
                trust), "");
    }
}
