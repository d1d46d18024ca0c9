package org.voxpost.mailbox.wire.mapihttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;

/** The meta-tag streams of vectors/mapihttp-framing.txt ([MS-OXCMAPIHTTP] 2.2.7, 3.2.5.2). */
class AnswerReaderTest {
    private static final Vectors VECTORS = Vectors.of("mapihttp-framing.txt");

    @ParameterizedTest
    @ValueSource(strings = {"plain", "pending", "glued", "no-headers"})
    void findsTheTwelveBytesBehindTheMetaTags(String vector) throws IOException {
        assertThat(read(VECTORS.get(vector)).body()).isEqualTo(new byte[12]);
    }

    @Test
    void readsTheAdditionalHeadersWithoutCase() throws IOException {
        MapiHttpAnswer answer = read(VECTORS.get("plain"));

        assertThat(answer.headers()).containsEntry("x-elapsedtime", "12").containsKey("X-StartTime");
        assertThat(answer.code(0)).isZero();
    }

    @Test
    void aLateResponseCodeOverridesTheEarlyOne() throws IOException {
        assertThat(read(VECTORS.get("late-failure")).code(0)).isEqualTo(12);
    }

    @Test
    void aPingHasNoPayload() throws IOException {
        assertThat(read(VECTORS.get("ping")).body()).isEmpty();
    }

    @Test
    void aPayloadIsNotScannedForMetaTags() throws IOException {
        assertThat(read(VECTORS.get("payload-looks-like-text")).body())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("DONE\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "pending", "late-failure", "glued", "no-headers", "ping"})
    void aStreamThatEndsBeforeThePayloadBeginsIsBroken(String vector) {
        byte[] whole = VECTORS.get(vector);
        int payload = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        for (int length = 0; length < payload; length++) {
            byte[] prefix = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(prefix)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aPageInsteadOfMetaTagsIsRefused() {
        assertThatThrownBy(() -> read("<html>\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("<HTML>");
    }

    @Test
    void aPayloadLongerThanAllowedIsRefused() {
        byte[] stream = "DONE\r\n\r\n12345".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> AnswerReader.read(new ByteArrayInputStream(stream), 4))
                .isInstanceOf(WireException.class);
    }

    @Test
    void readsWhatTheWriterWrites() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new AnswerWriter(out);
        writer.processing();
        writer.pending();
        writer.done(Map.of("X-ElapsedTime", "7"), new byte[]{1, 2, 3});

        MapiHttpAnswer answer = read(out.toByteArray());

        assertThat(answer.body()).containsExactly(1, 2, 3);
        assertThat(answer.headers()).containsEntry("X-ElapsedTime", "7");
    }

    private static MapiHttpAnswer read(byte[] stream) throws IOException {
        return AnswerReader.read(new ByteArrayInputStream(stream), 1 << 20);
    }
}
