package org.voxpost.mailbox.wire.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
    private static XmlReader reader(String document) throws IOException {
        return new XmlReader(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads everything, as a server would that looks into each element. */
    private static String all(XmlReader in) throws IOException {
        in.root("a");
        StringBuilder text = new StringBuilder();
        while (in.nextChild()) {
            text.append(in.text());
        }
        in.end();
        return text.toString();
    }

    @Test
    void readsChildrenInOrderAndSkipsWhatIsUnknown() throws IOException {
        XmlReader in = reader("<a><!-- c --><x><y>1</y></x><b n='7'>two<![CDATA[<3>]]></b><?pi x?><c/></a>");

        in.root("a");
        assertThat(in.child("b")).isTrue();
        assertThat(in.required("n")).isEqualTo("7");
        assertThat(in.text()).isEqualTo("two<3>");
        assertThat(in.child("none")).isFalse();
        in.end();
    }

    @Test
    @Timeout(10)
    void neitherExpandsNorAcceptsABillionLaughs() {
        StringBuilder dtd = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 'ha'>");
        for (int i = 1; i < 12; i++) {
            dtd.append("<!ENTITY l").append(i).append(" '").append(("&l" + (i - 1) + ";").repeat(10)).append("'>");
        }
        String document = dtd + "]><a><b>&l11;</b></a>";

        assertThatThrownBy(() -> all(reader(document))).isInstanceOf(XmlException.class)
                .hasMessageContaining("document type");
    }

    @Test
    void neverReadsAFileThroughAnEntity(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "geheim");
        String document = "<!DOCTYPE a [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]><a><b>&x;</b></a>";

        assertThatThrownBy(() -> all(reader(document))).isInstanceOf(XmlException.class)
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/p'> %p;]><a/>", "<a><b>&undefined;</b></a>", "<a><b>",
            "<a><b></a></b>", "", "<html><br></html>", "<b/>", "<a/><a/>", "<a><b>&#x0;</b></a>", "<a x='1' x='2'/>"})
    void refusesWhatIsNotAllowedOrNotWellFormed(String document) {
        assertThatThrownBy(() -> all(reader(document))).isInstanceOf(XmlException.class);
    }

    @Test
    void refusesElementsNestedWithoutEnd() {
        assertThatThrownBy(() -> {
            XmlReader in = reader("<a>".repeat(10_000));
            in.root("a");
            in.skip();
        }).isInstanceOf(XmlException.class).hasMessageContaining("nested deeper than 64");
    }

    @Test
    void refusesATextWithoutEnd() throws IOException {
        XmlReader in = new XmlReader(new java.io.SequenceInputStream(
                new ByteArrayInputStream("<a>".getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                }));
        in.root("a");

        assertThatThrownBy(in::text).isInstanceOf(XmlException.class).hasMessageContaining("a text is longer");
    }

    @Test
    void everyShorterPrefixOfADocumentIsRefused() throws IOException {
        String document = "<a><b>1</b><b>2</b></a>";
        assertThat(all(reader(document))).isEqualTo("12");

        for (int length = 0; length < document.length(); length++) {
            String prefix = document.substring(0, length);
            assertThatThrownBy(() -> all(reader(prefix))).as(prefix).isInstanceOf(XmlException.class);
        }
    }

    @Test
    void base64ReadsBackWhatWasWritten() throws IOException {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 200; seed++) {
            var random = new Random(seed);
            byte[] content = new byte[random.nextInt(5001)];
            random.nextBytes(content);
            ByteArrayOutputStream document = new ByteArrayOutputStream();
            XmlWriter out = new XmlWriter(document);
            out.base64("a", () -> new ByteArrayInputStream(content), content.length);
            out.finish();

            XmlReader in = new XmlReader(new ByteArrayInputStream(document.toByteArray()));
            in.root("a");
            ByteArrayOutputStream decoded = new ByteArrayOutputStream();
            assertThat(in.base64(decoded)).as("seed %d", seed).isEqualTo(content.length);
            assertThat(decoded.toByteArray()).as("seed %d", seed).isEqualTo(content);
        }
    }

    @Test
    void base64MayBeBrokenIntoLines() throws IOException {
        XmlReader in = reader("<a>\r\n  aGVs\n bG8\t=\n</a>");
        in.root("a");
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();

        in.base64(decoded);

        assertThat(decoded.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab=", "abc*", "ab==c", "=abc", "a===", "äbcd", "ab=c"})
    void refusesWhatIsNoBase64(String text) throws IOException {
        XmlReader in = reader("<a>" + text + "</a>");
        in.root("a");

        assertThatThrownBy(() -> in.base64(OutputStream.nullOutputStream())).isInstanceOf(XmlException.class);
    }

    @Test
    @Timeout(60)
    void aHugeBase64TextPassesThroughWithoutBeingHeld() throws IOException {
        long size = 200L << 20;
        byte[] block = new byte[3 << 12];
        new Random(1).nextBytes(block);
        byte[] encoded = java.util.Base64.getEncoder().encode(block);
        InputStream endless = new InputStream() {
            private long at;

            @Override
            public int read() {
                return encoded[(int) (at++ % encoded.length)];
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (at >= size) {
                    return -1;
                }
                int from = (int) (at % encoded.length);
                int count = Math.min(length, encoded.length - from);
                System.arraycopy(encoded, from, into, offset, count);
                at += count;
                return count;
            }
        };
        XmlReader in = new XmlReader(new java.io.SequenceInputStream(
                new java.io.SequenceInputStream(new ByteArrayInputStream("<a>".getBytes(StandardCharsets.UTF_8)),
                        endless),
                new ByteArrayInputStream("</a>".getBytes(StandardCharsets.UTF_8))));
        in.root("a");
        long[] most = new long[1];

        in.base64(new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("byte by byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                most[0] = Math.max(most[0], length);
            }
        });

        assertThat(most[0]).isLessThanOrEqualTo(8192);
    }
}
