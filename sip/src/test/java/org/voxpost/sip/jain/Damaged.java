package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.voxpost.sip.SipLimits;
import org.voxpost.sip.guard.LostFraming;
import org.voxpost.sip.guard.MessageGuard;
import org.voxpost.sip.guard.MessageStream;
import org.voxpost.sip.guard.RawMessage;
import org.voxpost.sip.guard.Verdict;

/** Torture messages damaged by number: the same number is always the same message. For one thread. */
final class Damaged {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("127.0.0.1", 5060);
    private final MessageGuard guard = new MessageGuard(SipLimits.DEFAULT);
    private final MessageParser parser = new VersionReadingParsers().createMessageParser(stackless());
    private final List<byte[]> whole;
    private final long seed;

    Damaged(long seed, String transport) {
        this.seed = seed;
        this.whole = TortureMessage.all().stream().map(message -> message.bytes(transport, 5060, "0123456789abc"))
                .toList();
    }

    byte[] message(long number) {
        Random random = new Random(seed * 1_000_003 + number);
        return Mutation.of(whole.get(random.nextInt(whole.size())), random);
    }

    /**
     * Shows a message to the gate and the parser, as a datagram and as a stream.
     *
     * @return true if it still makes sense
     * @throws AssertionError if anybody throws what nobody expects
     */
    boolean survived(long number) {
        byte[] damaged = message(number);
        try {
            streamed(damaged);
            return parsed(damaged);
        } catch (RuntimeException | StackOverflowError escaped) {
            throw new AssertionError("seed " + seed + ", message " + number + ":\n"
                    + new String(damaged, StandardCharsets.ISO_8859_1), escaped);
        }
    }

    private boolean parsed(byte[] message) {
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
