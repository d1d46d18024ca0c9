package org.voxpost.mailbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the message in every vector, whichever protocol it belongs to. */
class WireMessagesTest {
    private static final List<String> FILES = WireMessages.FILES;
    private static final int ROUNDS = 6_000;

    static List<WireMessages.Message> messages() {
        return WireMessages.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void theWholeMessageIsReadAndEveryShorterOneRefused(WireMessages.Message message) {
        assertThatCode(() -> message.reader().read(message.bytes())).doesNotThrowAnyException();

        for (byte[] shorter : Prefixes.of(message.bytes())) {
            if (shorter.length > 0) { // nothing at all is a list without entries
                assertThat(isRead(message, shorter)).as("%d bytes of %s", shorter.length, message)
                        .isEqualTo(WireMessages.mayEndAt(message, shorter.length));
            }
        }
    }

    private static boolean isRead(WireMessages.Message message, byte[] bytes) {
        try {
            message.reader().read(bytes);
            return true;
        } catch (WireException | IOException refused) {
            return false;
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("FILES")
    void messagesGoneWrongAreReadOrRefused(String file) {
        Map<Fuzz.Reader, List<byte[]>> byReader = messages().stream().filter(one -> one.file().equals(file))
                .collect(Collectors.groupingBy(WireMessages.Message::reader,
                        Collectors.mapping(WireMessages.Message::bytes, Collectors.toList())));
        byReader.forEach((reader, corpus) -> Fuzz.run(20261127, ROUNDS / byReader.size(), corpus, reader));
    }

    @Test
    void everyFileHasMessages() {
        assertThat(messages()).hasSizeGreaterThan(120).extracting(WireMessages.Message::file)
                .containsAll(FILES);
    }
}
