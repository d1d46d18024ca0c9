package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.sip.CallFacts.DivertReason;
import org.voxpost.sip.CallFacts.Source;
import org.voxpost.sip.CallFacts.Trust;

/** One diverted INVITE of each PBX: whose mailbox, why, and who calls. */
class VendorInvitesTest {
    private static final Set<String> PILOTS = Set.of("8000", "+14255558000", "88895");

    static Stream<Arguments> invites() {
        return Stream.of(Arguments.of("Cisco CUCM", """
                INVITE sip:8000@192.0.2.50:5060 SIP/2.0
                From: "Pat Doe" <sip:+14255550199@192.0.2.10>;tag=11
                To: <sip:8000@192.0.2.50>
                Diversion: "Alice" <sip:4101@192.0.2.10>;reason=no-answer;privacy=off;screen=yes
                P-Asserted-Identity: "Pat Doe" <sip:+14255550199@192.0.2.10>
                Remote-Party-ID: "Pat Doe" <sip:+14255550199@192.0.2.10>;party=calling;screen=yes;privacy=off
                """, "4101", DivertReason.NO_ANSWER, Source.DIVERSION, "+14255550199", Trust.ASSERTED),
                Arguments.of("Cisco CUBE", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        From: <sip:14255550199@192.0.2.11>;tag=12
                        Diversion: <sip:4101@192.0.2.11>;reason=no-answer;counter=1
                        Remote-Party-ID: <sip:14255550199@192.0.2.11>;party=calling;screen=no;privacy=off
                        """, "4101", DivertReason.NO_ANSWER, Source.DIVERSION, "14255550199", Trust.UNVERIFIED),
                Arguments.of("Avaya Aura", """
                        INVITE sip:8000@example.com SIP/2.0
                        From: "Pat Doe" <sip:+14255550199@example.com>;tag=13
                        History-Info: <sip:4101@example.com?Reason=SIP%3Bcause%3D302%3Btext%3D%22Moved%20Temporarily%22\
                        &Reason=Redirection%3Bcause%3DCFNR>;index=1, "VM" <sip:8000@example.com>;index=1.1
                        P-Asserted-Identity: "Pat Doe" <sip:+14255550199@example.com>
                        """, "4101", DivertReason.NO_ANSWER, Source.HISTORY_INFO, "+14255550199", Trust.ASSERTED),
                Arguments.of("Avaya IP Office", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        From: <sip:0014255550199@192.0.2.12>;tag=14
                        Diversion: <sip:4101@192.0.2.12>;reason=unknown
                        """, "4101", DivertReason.UNKNOWN, Source.DIVERSION, "0014255550199", Trust.UNVERIFIED),
                Arguments.of("Asterisk, FreePBX", """
                        INVITE sip:8000@192.0.2.50:5060 SIP/2.0
                        From: "Pat Doe" <sip:+14255550199@192.0.2.20>;tag=15
                        Diversion: "Alice" <sip:4101@192.0.2.20>;reason=no-answer
                        """, "4101", DivertReason.NO_ANSWER, Source.DIVERSION, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("FreeSWITCH", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        From: "Pat Doe" <sip:+14255550199@192.0.2.21>;tag=16
                        Diversion: <sip:4101@192.0.2.21>;reason=no-answer
                        X-Mailbox: 4101
                        """, "4101", DivertReason.NO_ANSWER, Source.DIVERSION, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("Kamailio", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        From: <sip:+14255550199@192.0.2.22>;tag=17
                        To: <sip:4101@example.com>
                        Diversion: <sip:4101@example.com>;reason="user-busy"
                        """, "4101", DivertReason.BUSY, Source.DIVERSION, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("3CX", """
                        INVITE sip:80004101@192.0.2.50 SIP/2.0
                        From: <sip:+14255550199@192.0.2.23>;tag=18
                        P-Asserted-Identity: <sip:+14255550199@192.0.2.23>
                        """, "80004101", DivertReason.NONE, Source.REQUEST_URI, "+14255550199", Trust.ASSERTED),
                Arguments.of("Mitel MiVoice Business", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        From: "Pat Doe" <sip:+14255550199@192.0.2.24>;tag=19
                        Diversion: <sip:4101@192.0.2.24;user=phone>;reason=no-answer;counter=1
                        """, "4101", DivertReason.NO_ANSWER, Source.DIVERSION, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("NEC", """
                        INVITE sip:8000@192.0.2.50;user=phone SIP/2.0
                        From: <sip:+14255550199@192.0.2.25;user=phone>;tag=20
                        Diversion: <sip:1-4101@192.0.2.25>;reason=no-answer
                        """, "1-4101", DivertReason.NO_ANSWER, Source.DIVERSION, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("Teams through an SBC",
                        """
                                INVITE sip:+14255558000@192.0.2.50;user=phone SIP/2.0
                                From: "Pat Doe" <sip:+14255550199@sbc.example.com>;tag=21
                                History-Info: <sip:+14255554101@sip.pstnhub.example.com;user=phone?Reason=SIP%3Bcause%3D486>;index=1, \
                                <sip:+14255558000@sbc.example.com;user=phone;cause=486>;index=1.1
                                Referred-By: <sip:+14255554101@sip.pstnhub.example.com>
                                """,
                        "+14255554101", DivertReason.BUSY, Source.HISTORY_INFO, "+14255550199",
                        Trust.UNVERIFIED),
                Arguments.of("Skype for Business", """
                        INVITE sip:um1.example.com:5061;transport=tls;ms-fe=fe1.example.com;opaque=app:voicemail SIP/2.0
                        From: "Pat Doe" <sip:pat@example.com>;tag=22;epid=ab12
                        To: <sip:alice@example.com>;epid=cd34
                        Diversion: <sip:alice@example.com>
                        Ms-Mras-Address: <sip:edge.example.com@example.com;gruu;opaque=srvr:MRAS:xyz>
                        """, "alice", DivertReason.UNKNOWN, Source.DIVERSION, "pat", Trust.UNVERIFIED),
                Arguments.of("AudioCodes before a TDM PBX", """
                        INVITE sip:88895@192.0.2.50;user=phone SIP/2.0
                        From: <sip:4255550199@192.0.2.30>;tag=23
                        Diversion: <tel:4101>;reason=unknown;counter=1;screen=no;privacy=off
                        """, "4101", DivertReason.UNKNOWN, Source.DIVERSION, "4255550199", Trust.UNVERIFIED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invites")
    void namesMailboxReasonAndCaller(String pbx, String invite, String mailbox, DivertReason reason, Source source,
            String caller, Trust trust) {
        CallFacts facts = facts(invite, peer(SipPeer.Pick.ORIGINAL, List.of()));

        assertThat(facts.candidates()).as(pbx).singleElement()
                .satisfies(owner -> assertThat(owner.uri().user()).isEqualTo(mailbox));
        assertThat(facts.reason()).isEqualTo(reason);
        assertThat(facts.source()).isEqualTo(source);
        assertThat(facts.caller().address().uri().user()).isEqualTo(caller);
        assertThat(facts.caller().trust()).isEqualTo(trust);
        assertThat(facts.caller().anonymous()).isFalse();
    }

    @Test
    void aTenantPrefixIsTakenOffByARuleOfThePeer() {
        SipPeer nec = new SipPeer("nec", List.of(), true, PILOTS, SipPeer.Pick.ORIGINAL,
                List.of(Source.CUSTOM_HEADER, Source.DIVERSION),
                List.of(new SipPeer.HeaderRule("Diversion", Pattern.compile("<sip:1-(\\d+)@"))));

        CallFacts facts = facts("""
                INVITE sip:8000@192.0.2.50;user=phone SIP/2.0
                Diversion: <sip:1-4101@192.0.2.25>;reason=no-answer
                """, nec);

        assertThat(facts.candidates().getFirst().uri().user()).isEqualTo("4101");
        assertThat(facts.source()).isEqualTo(Source.CUSTOM_HEADER);
        assertThat(facts.reason()).isEqualTo(DivertReason.NO_ANSWER);
    }

    static SipPeer peer(SipPeer.Pick pick, List<SipPeer.HeaderRule> rules) {
        return new SipPeer("pbx", List.of(), true, PILOTS, pick, SipPeer.DEFAULT_ORDER, rules);
    }

    /** The facts of an INVITE written as text. */
    static CallFacts facts(String invite, SipPeer peer) {
        List<String> lines = invite.lines().toList();
        SipUri requestUri = SipUri.parse(lines.getFirst().split(" ")[1]);
        List<HeaderLine> headers = lines.stream().skip(1).filter(line -> !line.isBlank())
                .map(line -> new HeaderLine(line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()))
                .toList();
        return CallFacts.of(requestUri, headers, peer);
    }
}
