package org.voxpost.mailbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.wire.Fuzz;

/** Whatever Graph answers, reading a message ends with one or an {@link IOException}. */
@Timeout(60)
class GraphReadingFuzzTest {
    @Test
    void messagesGoneWrongAreReadOrRefused() throws IOException {
        byte[] voice = """
                {"id":"AAMk","subject":"Voice Mail","receivedDateTime":"2026-03-01T09:15:00Z","isRead":false,"importance":"high",
                "from":{"emailAddress":{"name":"Bo","address":"bo@x.example"}},"internetMessageId":"<1@x>","isDraft":false,
                "body":{"contentType":"text","content":"Hello"},"singleValueExtendedProperties":[
                {"id":"String 0x1a","value":"IPM.Note.Microsoft.Voicemail.UM.CA"},{"id":"Integer 0x6801","value":"14"},
                {"id":"String 0x6802","value":"+14255550177"},{"id":"Integer 0xe08","value":"4711"}]}"""
                .getBytes(StandardCharsets.UTF_8);
        byte[] sparse = "{\"id\":\"A\",\"receivedDateTime\":\"2026-03-01T09:15:00.1234567Z\",\"singleValueExtendedProperties\":[{\"id\":\"Integer 0x6801\",\"value\":\"-9\"}]}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(read(voice).summary().duration()).contains(Duration.ofSeconds(14));
        Fuzz.run(20261128, 20_000, List.of(voice, sparse), GraphReadingFuzzTest::read);
    }

    private static VoiceMessage read(byte[] json) throws IOException {
        return GraphItem.read(GraphClient.JSON.readTree(json)).message(List.of());
    }
}
