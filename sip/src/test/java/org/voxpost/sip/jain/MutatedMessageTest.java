package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxpost.sip.SipLimits;
import org.voxpost.sip.guard.LostFraming;
import org.voxpost.sip.guard.MessageGuard;
import org.voxpost.sip.guard.MessageStream;
import org.voxpost.sip.guard.RawMessage;
import org.voxpost.sip.guard.Verdict;

/** Damaged messages before the gate and the stack's parser: whatever they are, nobody throws what nobody expects. */
class MutatedMessageTest {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("127.0.0.1", 5060);
    private static final long SEED = Long.getLong("voxpost.fuzz.seed", 4475);
    private static final Duration TIME = Duration.ofMillis(Long.getLong("voxpost.fuzz.millis", 4000));
    private final MessageGuard guard = new MessageGuard(SipLimits.DEFAULT);

    @Test
    void areJudgedAndParsedOrRefused() {
        List<byte[]> all = TortureMessage.all().stream().map(message -> message.bytes("UDP", 5060)).toList();
        MessageParser parser = new VersionReadingParsers().createMessageParser(stackless());
        Random random = new Random(SEED);
        long end = System.nanoTime() + TIME.toNanos();
        int taken = 0;
        int count = 0;
        for (; count < 500 || System.nanoTime() < end; count++) {
            byte[] damaged = Mutation.of(all.get(random.nextInt(all.size())), random);
            try {
                taken += parsed(damaged, parser) ? 1 : 0;
                streamed(damaged);
            } catch (RuntimeException | StackOverflowError escaped) {
                throw new AssertionError("seed " + SEED + ", message " + count + ":\n"
                        + new String(damaged, java.nio.charset.StandardCharsets.ISO_8859_1), escaped);
            }
        }
        assertThat(taken).as("of %d damaged messages some still make sense", count).isGreaterThan(count / 50);
    }

    private boolean parsed(byte[] message, MessageParser parser) {
        if (!(guard.judge(guard.datagram(message), SOURCE) instanceof Verdict.Take taken)) {
            return false;
        }
        try {
            return parser.parseSIPMessage(taken.message(), false, false, null) != null;
        } catch (ParseException refused) {
            return false;
        }
    }

    /** The same bytes as a stream end in finite time, framing lost or not. */
    private void streamed(byte[] message) {
        MessageStream stream = new MessageStream(new ByteArrayInputStream(message), SipLimits.DEFAULT, () -> {
        }, () -> {
        });
        try {
            Optional<RawMessage> next = stream.next();
            while (next.isPresent()) {
                guard.judge(next.get(), SOURCE);
                next = stream.next();
            }
        } catch (LostFraming lost) {
            assertThat(MessageGuard.refuse(lost.message(), lost.complaint(), SOURCE)).isNotNull();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @SuppressWarnings("NullAway") // the factory asks nothing of the stack
    private static SIPTransactionStack stackless() {
        return null;
    }
}
