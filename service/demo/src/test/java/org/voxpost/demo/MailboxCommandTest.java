package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code voxpost mailbox} by each protocol: the lab's front ends, GreenMail, and the WebDAV stub. */
@Timeout(120)
class MailboxCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;
    private EveryRoad roads;
    private Path sound;

    @BeforeEach
    void start() throws IOException {
        roads = EveryRoad.start(directory);
        roads.config("ews-url: " + roads.lab().ewsUrl());
        sound = Files.write(directory.resolve("hello.wav"), twoSeconds());
    }

    @AfterEach
    void stop() {
        roads.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ews", "graph", "mapi", "rpc", "rpc-http", "imap", "webdav"})
    void everyJobIsDoneByTheProtocolThatIsNamed(String via) throws IOException {
        if (via.equals("graph")) {
            roads.onlineConfig();
        }
        assertThat(run(via, "deliver", sound.toString(), "--number", "+14255550177", "--name", "Carol")).isZero();
        assertThat(roads.out()).startsWith("delivered: " + via + ":");

        assertThat(run(via, "list", "--json")).isZero();
        JsonNode listed = JSON.readTree(roads.out());
        assertThat(listed.path("read").asBoolean()).isFalse();
        assertThat(listed.path("durationSeconds").asInt()).isEqualTo(2);
        assertThat(listed.path("subject").asText()).isEqualTo("Voice Mail from Carol (2 seconds)");
        String id = listed.path("id").asText();

        assertThat(run(via, "read", id)).isZero();
        assertThat(roads.out()).contains("id        " + id, "state     unread", "hello.wav",
                "Delivered by hand with voxpost mailbox.");

        Path saved = directory.resolve(via + ".wav");
        assertThat(run(via, "audio", id, "--to", saved.toString())).isZero();
        assertThat(saved).hasBinaryContent(twoSeconds());

        assertThat(run(via, "mark", id, "--read")).isZero();
        assertThat(run(via, "list", "--unread")).isZero();
        assertThat(roads.out()).isEqualTo("0 items\n");

        assertThat(run(via, "move", id, "--to", "archive", "--json")).isZero();
        String moved = JSON.readTree(roads.out()).path("id").asText();
        assertThat(run(via, "list", "--folder", "archive")).isZero();
        assertThat(roads.out()).contains("  read", "Voice Mail from Carol (2 seconds)", moved, "1 item\n");

        assertThat(run(via, "delete", moved)).isZero();
        assertThat(run(via, "list", "--folder", "archive")).isZero();
        assertThat(roads.out()).isEqualTo("0 items\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ews", "webdav"})
    void severalItemsAreMarkedAndDeletedAtOnce(String via) throws IOException {
        for (int i = 0; i < 2; i++) {
            assertThat(run(via, "deliver", sound.toString(), "--number", "+14255550177")).isZero();
        }
        assertThat(run(via, "list", "--json")).isZero();
        List<String> ids = new ArrayList<>();
        for (String line : roads.out().lines().toList()) {
            ids.add(JSON.readTree(line).path("id").asText());
        }
        assertThat(ids).hasSize(2);

        assertThat(run(via, "mark", ids.get(0), ids.get(1), "--read")).isZero();
        assertThat(run(via, "list", "--unread")).isZero();
        assertThat(roads.out()).isEqualTo("0 items\n");

        assertThat(run(via, "delete", ids.get(0))).isZero();
        assertThat(run(via, "delete", ids.get(0), ids.get(1))).as("one is gone").isEqualTo(1);
        assertThat(roads.out()).contains("not deleted (", "deleted: " + ids.get(1) + "\n");
        assertThat(run(via, "delete", ids.get(1), "imap:1.1.INBOX")).isEqualTo(1);
        assertThat(roads.err()).contains("the ids are of several protocols");
    }

    @Test
    void whatSmtpSendsPop3Reads() throws IOException {
        assertThat(run("smtp", "deliver", sound.toString())).isZero();
        assertThat(run("pop3", "list", "--json")).isZero();
        String id = JSON.readTree(roads.out()).path("id").asText();

        assertThat(roads.run("mailbox", "read", id, "--mailbox", "alice@example.com"))
                .as("the id tells the protocol").isZero();
        assertThat(roads.out()).contains("hello.wav");
        assertThat(run("pop3", "audio", id, "--to", directory.resolve("pop.wav").toString())).isZero();
        assertThat(directory.resolve("pop.wav")).hasBinaryContent(twoSeconds());
        assertThat(run("pop3", "mark", id, "--read")).isEqualTo(1);
        assertThat(roads.err()).contains("voxpost: pop3 cannot mark");
        assertThat(run("ews", "read", id)).isEqualTo(1);
        assertThat(roads.err()).contains("an id of pop3, which means nothing to ews");
        assertThat(run("pop3", "delete", id)).isZero();
    }

    @Test
    void mistakesAreToldInASentence() {
        assertThat(run("fax", "list")).isEqualTo(1);
        assertThat(roads.err()).contains("there is no protocol 'fax'; there are ews, graph, mapi");
        assertThat(run("umws", "list")).isEqualTo(1);
        assertThat(roads.err()).contains("umws has settings and play on phone, but no messages");
        assertThat(run("ews", "read", "nonsense")).isEqualTo(1);
        assertThat(roads.err()).contains("'nonsense' is no id of an item");
        assertThat(run("ews", "deliver", directory.resolve("voxpost.yaml").toString())).isEqualTo(1);
        assertThat(roads.err()).contains("neither .mp3 nor .wav nor .wma");
        assertThat(roads.run("mailbox", "list", "--mailbox", "nobody@example.com", "--via", "ews")).isEqualTo(1);
        assertThat(roads.err()).contains("nobody@example.com");
        assertThat(roads.run("mailbox", "list", "--mailbox", "alice@example.com", "--profile", "other")).isEqualTo(1);
        assertThat(roads.err()).contains("there is no profile 'other'; there are main");
    }

    private int run(String via, String command, String... more) {
        String[] all = new String[more.length + 6];
        System.arraycopy(new String[]{"mailbox", command, "--via", via, "--mailbox", "alice@example.com"}, 0, all, 0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return roads.run(all);
    }

    /** Linear PCM at 8000 Hz (RIFF/WAVE). */
    private static byte[] twoSeconds() {
        int length = 2 * 16_000;
        ByteBuffer wav = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1)
                .putInt(8000).putInt(16_000).putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
        for (int i = 0; wav.hasRemaining(); i++) {
            wav.putShort((short) (8000 * Math.sin(i / 5.0)));
        }
        return wav.array();
    }
}
