package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.sip.VendorInvitesTest.facts;
import static org.voxpost.sip.VendorInvitesTest.peer;

import java.util.stream.Stream;
import java.util.Random;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.sip.CallFacts.DivertReason;
import org.voxpost.sip.CallFacts.Source;
import org.voxpost.sip.CallFacts.Trust;

/** The rules by which the called mailbox, the reason and the caller are found. */
class CallFactsTest {
    private static final SipPeer ORIGINAL = peer(SipPeer.Pick.ORIGINAL, List.of());
    private static final SipPeer LAST = peer(SipPeer.Pick.LAST, List.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // RFC 4458: the Request-URI's target is explicit, whatever else stands there
            "sip:voicemail@example.com;target=bob%40example.com;cause=486 | Diversion: <sip:4101@a> | bob | BUSY | REQUEST_URI_TARGET",
            "sip:8000@h;target=sip:+14255550101%40example.com%3Buser%3Dphone;cause=408 | X: y | +14255550101 | NO_ANSWER | REQUEST_URI_TARGET",
            "sip:8000@h;target=4101;cause=302 | X: y | 4101 | UNCONDITIONAL | REQUEST_URI_TARGET",
            "sip:8000@h;target=4101;cause=503 | X: y | 4101 | UNAVAILABLE | REQUEST_URI_TARGET",
            "sip:8000@h;target=4101;cause=404 | X: y | 4101 | UNKNOWN | REQUEST_URI_TARGET",
            "sip:8000@h | To: <sip:8000@h;target=4102;cause=486> | 4102 | BUSY | TO",
            // [MS-SIPRE]: straight to a user's voicemail
            "sip:alice@example.com;opaque=app:voicemail | From: <sip:pat@example.com> | alice | UNKNOWN | REQUEST_URI_VOICEMAIL",
            // Diversion in its odd forms
            "sip:8000@h | Diversion: 4101@h, <sip:4102@h>;reason=user-busy | 4102 | BUSY | DIVERSION",
            "sip:8000@h | Diversion: sip:4101@h;reason=NO-ANSWER | 4101 | NO_ANSWER | DIVERSION",
            "sip:8000@h | CC-Diversion: <sip:4101@h>;reason=unconditional | 4101 | UNCONDITIONAL | DIVERSION",
            "sip:8000@h | Diversion: <sip:192.0.2.10>, <sip:anonymous@h>, <sip:4101@h>;reason=away | 4101 | UNAVAILABLE | DIVERSION",
            "sip:8000@h | Diversion: <tel:+1-425-555-4101>;reason=do-not-disturb | +1-425-555-4101 | UNCONDITIONAL | DIVERSION",
            "sip:8000@h | Diversion: <sip:4101@h>;reason=send_to_vm;privacy=full | 4101 | UNCONDITIONAL | DIVERSION",
            // the reason from elsewhere when the source has none
            "sip:8000@h;cause=486 | Diversion: <sip:4101@h> | 4101 | BUSY | DIVERSION",
            "sip:8000@h | P-Called-Party-ID: <sip:4101@ims> | 4101 | UNKNOWN | P_CALLED_PARTY",
            "sip:8000@h | To: <sip:4101@h> | 4101 | UNKNOWN | TO",
            // nobody was diverted
            "sip:4101@h | To: <sip:4101@h> | 4101 | NONE | REQUEST_URI",
            "sip:4101@h | History-Info: <sip:4101@h>;index=1 | 4101 | NONE | HISTORY_INFO",
            // History-Info: Reason on the entry that diverted, cause on the one diverted to
            "sip:8000@h | History-Info: <sip:4101@h>;index=1, <sip:8000@h;cause=408>;index=1.1 | 4101 | NO_ANSWER | HISTORY_INFO",
            "sip:8000@h | History-Info: <sip:8000@h>;index=1.1, <sip:4101@h?Reason=Q.850%3Bcause%3D17>;index=1 | 4101 | BUSY | HISTORY_INFO"})
    void findsMailboxReasonAndSource(String requestUri, String header, String mailbox, DivertReason reason,
            Source source) {
        CallFacts facts = facts("INVITE " + requestUri + " SIP/2.0\n" + header, ORIGINAL);

        assertThat(facts.candidates()).first().satisfies(owner -> assertThat(owner.uri().user()).isEqualTo(mailbox));
        assertThat(facts.reason()).isEqualTo(reason);
        assertThat(facts.source()).isEqualTo(source);
    }

    @Test
    void theFirstCalledIsTheBottommostDiversionAndTheOthersFollow() {
        String invite = """
                INVITE sip:8000@h SIP/2.0
                Diversion: <sip:1100@h>;reason=user-busy
                Diversion: <sip:8000@h>;reason=unconditional, <sip:1408@h>;reason=no-answer
                """;

        assertThat(users(facts(invite, ORIGINAL))).containsExactly("1408", "1100");
        assertThat(facts(invite, ORIGINAL).reason()).isEqualTo(DivertReason.NO_ANSWER);
        assertThat(users(facts(invite, LAST))).containsExactly("1100", "1408");
        assertThat(facts(invite, LAST).reason()).isEqualTo(DivertReason.BUSY);
    }

    /** RFC 7131, 3.6: contacts of one user are one party; mp says who was left for voicemail. */
    @Test
    void historyFollowsIndexAndMapping() {
        String invite = """
                INVITE sip:8000@h SIP/2.0
                History-Info: <sip:8000@h;cause=408>;index=1.3;mp=1
                History-Info: <sip:bob@h>;index=1,<sip:bob@192.0.2.4?Reason=SIP%3Bcause%3D486>;index=1.1;rc=1
                History-Info: <sip:bob@192.0.2.5?Reason=SIP%3Bcause%3D408>;index=1.2;rc=1
                """;

        CallFacts facts = facts(invite, ORIGINAL);

        assertThat(users(facts)).containsExactly("bob");
        assertThat(facts.candidates().getFirst().uri().host()).isEqualTo("h");
        assertThat(facts.reason()).isEqualTo(DivertReason.BUSY);
    }

    @Test
    void historyIsReadInTheOrderOfItsNumbersNotOfItsLetters() {
        String invite = "INVITE sip:8000@h SIP/2.0\nHistory-Info: <sip:c@h>;index=1.10, <sip:a@h>;index=1, <sip:b@h>;index=1.9";

        assertThat(users(facts(invite, ORIGINAL))).containsExactly("a", "b", "c");
        assertThat(users(facts(invite, LAST))).containsExactly("c", "b", "a");
    }

    @Test
    void aCallToThePilotItselfHasNoCandidate() {
        CallFacts facts = facts("INVITE sip:8000@h SIP/2.0\nTo: <sip:8000@h>\nFrom: <sip:4101@h>", ORIGINAL);

        assertThat(facts.candidates()).isEmpty();
        assertThat(facts.reason()).isEqualTo(DivertReason.NONE);
    }

    @Test
    void aUserWhoCallsItsOwnVoicemailIsNotDiverted() {
        CallFacts facts = facts(
                "INVITE sip:alice@example.com;opaque=app:voicemail SIP/2.0\nFrom: <sip:alice@example.com>", ORIGINAL);

        assertThat(facts.candidates()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "From: \"Pat\" <sip:1@h> | X: y | 1 | Pat | false | UNVERIFIED",
            "From: \"Pat\" <sip:1@h> | P-Asserted-Identity: <sip:pat@h>, \"Doe\" <tel:+14255550199> | +14255550199 | Doe | false | ASSERTED",
            "From: <sip:1@h> | P-Asserted-Identity: <sip:+14255550199@h;verstat=TN-Validation-Passed-A> | +14255550199 | '' | false | VERIFIED",
            "From: <sip:1@h> | P-Asserted-Identity: <sip:+14255550199@h;verstat=TN-Validation-Failed> | +14255550199 | '' | false | UNVERIFIED",
            "From: <sip:1@h>;verstat=TN-Validation-Passed | X: y | 1 | '' | false | VERIFIED",
            "From: <sip:1@h> | Remote-Party-ID: <sip:2@h>;party=called, <sip:3@h>;screen=yes | 3 | '' | false | ASSERTED",
            "From: <sip:1@h> | Remote-Party-ID: \"Pat\" <sip:3@h>;privacy=full;screen=yes | 3 | Pat | true | ASSERTED",
            "From: <sip:1@h> | Remote-Party-ID: \"Pat\" <sip:3@h>;privacy=name;screen=yes | 3 | '' | false | ASSERTED",
            "From: \"Anonymous\" <sip:anonymous@anonymous.invalid> | P-Asserted-Identity: <tel:+14255550199> | +14255550199 | '' | true | ASSERTED",
            "From: <sip:unknown@h> | P-Asserted-Identity: <tel:+14255550199> | +14255550199 | '' | false | ASSERTED",
            "From: \"UNAVAILABLE\" <sip:0000000000@h> | X: y | 0000000000 | '' | true | UNVERIFIED",
            "From: <sip:asterisk@h> | X: y | asterisk | '' | true | UNVERIFIED",
            "From: <sip:1@h> | Privacy: id;critical | 1 | '' | true | UNVERIFIED",
            "From: <sip:1@h> | Privacy: none | 1 | '' | false | UNVERIFIED"})
    void knowsTheCallerAndHowFarToTrust(String from, String other, String user, String display, boolean anonymous,
            Trust trust) {
        CallFacts.Caller caller = facts("INVITE sip:8000@h SIP/2.0\n" + from + "\n" + other, ORIGINAL).caller();

        assertThat(caller.address().uri().user()).isEqualTo(user);
        assertThat(caller.address().display()).isEqualTo(display);
        assertThat(caller.anonymous()).isEqualTo(anonymous);
        assertThat(caller.trust()).isEqualTo(trust);
    }

    @Test
    void whatAnUntrustedPeerAssertsIsNotRead() {
        SipPeer stranger = new SipPeer("trunk", List.of(), false, Set.of("8000"), SipPeer.Pick.ORIGINAL,
                SipPeer.DEFAULT_ORDER, List.of());

        CallFacts.Caller caller = facts("""
                INVITE sip:8000@h SIP/2.0
                From: <sip:1@h>;verstat=TN-Validation-Passed
                P-Asserted-Identity: <tel:+14255550199>
                """, stranger).caller();

        assertThat(caller.address().uri().user()).isEqualTo("1");
        assertThat(caller.trust()).isEqualTo(Trust.UNVERIFIED);
    }

    @Test
    void aRuleThatNeverComesToAnEndIsGivenUp() {
        SipPeer peer = peer(SipPeer.Pick.ORIGINAL,
                List.of(new SipPeer.HeaderRule("X-Mailbox", Pattern.compile("(a+)+$"))));

        CallFacts facts = facts("INVITE sip:8000@h SIP/2.0\nX-Mailbox: " + "a".repeat(60) + "!", peer);

        assertThat(facts.candidates()).isEmpty();
    }

    @Test
    void neverThrowsWhateverTheHeadersSay() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 500; seed++) {
            var random = new Random(seed);
            List<String> values = Stream.generate(() -> anyText(random)).limit(random.nextInt(7)).toList();

            assertThatCode(() -> factsOf(values)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private static String anyText(Random random) {
        return random.ints(random.nextInt(60), 0, 2 << random.nextInt(20))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static void factsOf(List<String> values) {
        List<String> names = List.of("From", "Diversion", "History-Info", "P-Asserted-Identity", "Remote-Party-ID",
                "Privacy", "Reason", "To", "P-Called-Party-ID", "CC-Diversion");
        List<HeaderLine> headers = values.stream()
                .flatMap(value -> names.stream().map(name -> new HeaderLine(name, value))).toList();

        assertThat(CallFacts.of(SipUri.of("8000", "h", 0), headers, ORIGINAL)).isNotNull();
    }

    @Test
    void neverThrowsOnBrokenAddresses() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 500; seed++) {
            var random = new Random(seed);

            assertThatCode(() -> factsOfBrokenAddresses(random)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private static void factsOfBrokenAddresses(Random random) {
        List<String> pieces = List.of("<", ">", "\"", "sip:", "4101", "@h", ";index=1", ";index=1.1;mp=1", ",", "%",
                "?Reason=", ";cause=486", "\\", " ", "tel:+1", ";rc=1", "[::1]", ":99999");
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(13); length > 0; length--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        List<HeaderLine> headers = List.of(new HeaderLine("History-Info", text.toString()),
                new HeaderLine("Diversion", text.toString()), new HeaderLine("From", text.toString()));

        assertThat(CallFacts.of(SipUri.of("8000", "h", 0), headers, LAST)).isNotNull();
    }

    private static List<String> users(CallFacts facts) {
        return facts.candidates().stream().map(owner -> owner.uri().user()).toList();
    }
}
