package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSummaryTest {

    /** RFC 3842, 5.3. */
    @Test
    void isWrittenStatusFirstAndAlwaysWithUrgentCounts() {
        MessageSummary summary = MessageSummary.of("sip:alice@vmail.example.com", new MwiCounts(2, 8, 0, 2));

        assertThat(summary.encode()).isEqualTo("Messages-Waiting: yes\r\n"
                + "Message-Account: sip:alice@vmail.example.com\r\nVoice-Message: 2/8 (0/2)\r\n");
        assertThat(MessageSummary.of("", MwiCounts.NONE).encode())
                .isEqualTo("Messages-Waiting: no\r\nVoice-Message: 0/0 (0/0)\r\n");
    }

    @Test
    void isReadWithoutParenthesisAndWithLinesItDoesNotKnow() {
        MessageSummary summary = MessageSummary
                .parse("messages-waiting: YES\nFax-Message: 0/1\nVoice-Message:3/1\n\nTo: <sip:a@b>\n");

        assertThat(summary).isEqualTo(new MessageSummary(true, "", new MwiCounts(3, 1, 0, 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Voice-Message: 1/0", "Messages-Waiting: perhaps",
            "Messages-Waiting: yes\r\nVoice-Message: many", "Messages-Waiting: yes\r\nVoice-Message: 99999999/1"})
    void whatIsWrongIsSaid(String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageSummary.parse(body))
                .withMessageContaining("essage");
    }

    @Test
    void readAndWriteUndoEachOther() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int unread = random.nextInt(1_000_000);
            int read = random.nextInt(1_000_000);
            MessageSummary summary = MessageSummary.of("sip:4101@h",
                    new MwiCounts(unread, read, unread / 2, read / 2));

            assertThat(MessageSummary.parse(summary.encode())).as("seed %d", seed).isEqualTo(summary);
        }
    }

    @Test
    void anAccountCannotSmuggleALine() {
        assertThat(MessageSummary.of("sip:a@b\r\nVoice-Message: 9/9", MwiCounts.NONE).encode().lines()).hasSize(3);
    }
}
