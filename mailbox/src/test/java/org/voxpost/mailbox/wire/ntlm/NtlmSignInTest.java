package org.voxpost.mailbox.wire.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Fuzz;
import org.voxpost.mailbox.wire.Prefixes;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor.Protection;

class NtlmSignInTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
    private static final ChannelBinding THIS_SERVER = ChannelBinding.ofHash(new byte[32]);
    private static final ChannelBinding OTHER_SERVER = ChannelBinding.ofHash(new byte[48]);
    private static final String SERVICE = "HTTP/mail.example.com";

    private final Random random = new Random(7);

    @Test
    void letsInWhoKnowsThePassword() {
        NtlmInitiator anna = initiator("LAB\\anna", "secret", NtlmFlags.FOR_HTTP);
        NtlmAcceptor server = acceptor(Protection.REQUIRE);

        byte[] challenge = server.challenge(anna.negotiate());
        NtlmCredentials account = server.accept(anna.authenticate(challenge, THIS_SERVER, SERVICE), THIS_SERVER);

        assertThat(account).hasToString("LAB\\anna");
    }

    @Test
    void readsBackWhatTheServerSays() {
        NtlmAcceptor server = acceptor(Protection.NONE);

        byte[] challenge = server.challenge(new NegotiateMessage(NtlmFlags.FOR_HTTP).write());
        ChallengeMessage read = ChallengeMessage.read(challenge);

        assertThat(read.targetName()).isEqualTo("LAB");
        assertThat(read.targetInfo().value(TargetInfo.TIMESTAMP)).isPresent();
        assertThat(read.write()).isEqualTo(challenge);
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUser() {
        assertRefused(Protection.NONE, initiator("LAB\\anna", "guess", NtlmFlags.FOR_HTTP), "wrong password");
        assertRefused(Protection.NONE, initiator("LAB\\nobody", "secret", NtlmFlags.FOR_HTTP), "no account");
    }

    @Test
    void refusesAProofMadeForAnotherTlsConnection() {
        NtlmInitiator anna = initiator("LAB\\anna", "secret", NtlmFlags.FOR_HTTP);
        NtlmAcceptor server = acceptor(Protection.ALLOW);
        byte[] message = anna.authenticate(server.challenge(anna.negotiate()), OTHER_SERVER, SERVICE);

        assertThatThrownBy(() -> server.accept(message, THIS_SERVER)).isInstanceOf(NtlmRefused.class)
                .hasMessageContaining("another connection");
    }

    @Test
    void demandsChannelBindingWhereItIsRequired() {
        NtlmInitiator anna = initiator("LAB\\anna", "secret", NtlmFlags.FOR_HTTP);
        NtlmAcceptor server = acceptor(Protection.REQUIRE);
        byte[] message = anna.authenticate(server.challenge(anna.negotiate()), ChannelBinding.NONE, SERVICE);

        assertThatThrownBy(() -> server.accept(message, THIS_SERVER)).isInstanceOf(NtlmRefused.class)
                .hasMessageContaining("no channel binding");
    }

    /** Whoever changes flags or names on the way changes what the MIC covers. */
    @Test
    void refusesAMessageThatWasChangedOnTheWay() {
        for (int offset : new int[]{60, 64, Payload.MIC_OFFSET}) {
            NtlmInitiator anna = initiator("LAB\\anna", "secret", NtlmFlags.FOR_HTTP);
            NtlmAcceptor server = acceptor(Protection.NONE);
            byte[] message = anna.authenticate(server.challenge(anna.negotiate()), THIS_SERVER, SERVICE);
            message[offset] ^= 4;

            assertThatThrownBy(() -> server.accept(message, THIS_SERVER)).isInstanceOf(NtlmRefused.class)
                    .hasMessageContaining("wrong MIC");
        }
    }

    @Test
    void answersAChallengeOnce() {
        NtlmInitiator anna = initiator("LAB\\anna", "secret", NtlmFlags.FOR_HTTP);
        NtlmAcceptor server = acceptor(Protection.NONE);
        byte[] message = anna.authenticate(server.challenge(anna.negotiate()), THIS_SERVER, SERVICE);
        server.accept(message, THIS_SERVER);

        assertThatThrownBy(() -> server.accept(message, THIS_SERVER)).isInstanceOf(NtlmRefused.class);
    }

    @Test
    void agreesOnASessionThatSealsBothWays() {
        NtlmInitiator anna = initiator("anna@lab.example", "secret", NtlmFlags.FOR_SEALING);
        NtlmAcceptor server = acceptor(Protection.NONE);
        server.accept(anna.authenticate(server.challenge(anna.negotiate()), ChannelBinding.NONE, ""),
                ChannelBinding.NONE);
        NtlmSession here = anna.session();
        NtlmSession there = server.session();
        byte[] request = {1, 2, 3, 4, 5};
        byte[] answer = {6, 7, 8};

        byte[] requestSignature = here.seal(request, 2, 5);
        there.unseal(request, 2, 5, requestSignature);
        byte[] answerSignature = there.sign(answer);
        here.verify(answer, answerSignature);

        assertThat(request).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void refusesEveryShorterMessage() {
        NtlmInitiator anna = initiator("LAB\\anna", "secret", NtlmFlags.FOR_SEALING);
        byte[] challenge = acceptor(Protection.NONE).challenge(anna.negotiate());
        byte[] authenticate = anna.authenticate(challenge, THIS_SERVER, SERVICE);

        for (byte[] shorter : Prefixes.of(authenticate)) {
            assertThatThrownBy(() -> AuthenticateMessage.read(shorter)).isInstanceOf(WireException.class);
        }
        int endOfFields = 48; // a challenge without version may end behind its payload
        for (byte[] shorter : Prefixes.of(challenge)) {
            if (shorter.length < endOfFields || shorter.length > endOfFields + 8) {
                assertThatThrownBy(() -> ChallengeMessage.read(shorter)).isInstanceOf(WireException.class);
            }
        }
    }

    @Test
    void messagesGoneWrongAreRefusedAndNothingElseHappens() {
        NtlmInitiator anna = initiator("LAB\\anna", "secret", NtlmFlags.FOR_SEALING);
        NtlmAcceptor server = acceptor(Protection.ALLOW);
        byte[] challenge = server.challenge(anna.negotiate());
        byte[] authenticate = anna.authenticate(challenge, THIS_SERVER, SERVICE);

        Fuzz.run(12, 2_000, List.of(challenge, authenticate), message -> {
            NtlmInitiator client = initiator("LAB\\anna", "secret", NtlmFlags.FOR_SEALING);
            client.negotiate();
            client.authenticate(message, THIS_SERVER, SERVICE);
        });
        Fuzz.run(13, 2_000, List.of(authenticate, challenge), message -> {
            NtlmAcceptor other = acceptor(Protection.ALLOW);
            other.challenge(anna.negotiate());
            try {
                other.accept(message, THIS_SERVER);
            } catch (NtlmRefused refused) {
                assertThat(refused).hasMessageNotContaining("secret");
            }
        });
    }

    @Test
    void showsNoSecret() {
        assertThat(NtlmCredentials.of("LAB\\anna", "secret")).hasToString("LAB\\anna");
    }

    private void assertRefused(Protection protection, NtlmInitiator client, String why) {
        NtlmAcceptor server = acceptor(protection);
        byte[] message = client.authenticate(server.challenge(client.negotiate()), THIS_SERVER, SERVICE);
        assertThatThrownBy(() -> server.accept(message, THIS_SERVER)).isInstanceOf(NtlmRefused.class)
                .hasMessageContaining(why).hasMessageNotContaining("secret");
    }

    private NtlmInitiator initiator(String account, String password, int flags) {
        return new NtlmInitiator(NtlmCredentials.of(account, password), flags, random, NOON);
    }

    private NtlmAcceptor acceptor(Protection protection) {
        return new NtlmAcceptor("LAB", "EX1", NtlmSignInTest::account, protection, random, NOON);
    }

    private static Optional<NtlmCredentials> account(String domain, String user) {
        return user.startsWith("anna") ? Optional.of(NtlmCredentials.of("LAB\\anna", "secret")) : Optional.empty();
    }
}
