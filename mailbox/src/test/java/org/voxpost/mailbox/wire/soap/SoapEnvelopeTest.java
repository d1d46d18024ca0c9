package org.voxpost.mailbox.wire.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoapEnvelopeTest {
    private static XmlReader reader(String document) throws IOException {
        return new XmlReader(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static String body(String document) throws IOException {
        return SoapEnvelope.read(reader(document), in -> {
            in.skip();
            return "";
        }, XmlReader::text);
    }

    @Test
    void writesAnEnvelope() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        SoapEnvelope.write(out, Map.of(),
                h -> h.start("t:RequestServerVersion").attribute("Version", "Exchange2010_SP2").end(),
                b -> b.element("m:Op", "a<b"));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                <?xml version="1.0" encoding="utf-8"?>\
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"\
                 xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"\
                 xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">\
                <soap:Header><t:RequestServerVersion Version="Exchange2010_SP2"/></soap:Header>\
                <soap:Body><m:Op>a&lt;b</m:Op></soap:Body></soap:Envelope>""");
    }

    @Test
    void readsHeaderAndBodyWhateverThePrefix() throws IOException {
        List<String> headers = new ArrayList<>();
        String text = SoapEnvelope.read(reader("""
                <s11:Envelope xmlns:s11="http://schemas.xmlsoap.org/soap/envelope/"><s11:Header>
                <ServerVersionInfo MajorVersion="15"/><x/></s11:Header><s11:Body><r>hi</r></s11:Body></s11:Envelope>
                """), in -> {
            headers.add(in.name());
            in.skip();
            return "";
        }, XmlReader::text);

        assertThat(text).isEqualTo("hi");
        assertThat(headers).containsExactly("ServerVersionInfo", "x");
    }

    @Test
    void aFaultReadsBackAsWritten() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SoapFault("ErrorServerBusy", "later", "ErrorServerBusy", Map.of("BackOffMilliseconds", "38000")).write(out);

        SoapFault fault = catchThrowableOfType(SoapFault.class, () -> body(out.toString(StandardCharsets.UTF_8)));

        assertThat(fault.responseCode()).isEqualTo("ErrorServerBusy");
        assertThat(fault.text()).isEqualTo("later");
        assertThat(fault.value("BackOffMilliseconds")).contains("38000");
    }

    @Test
    void aFaultWithoutDetailIsNamedByItsCode() {
        assertThatThrownBy(() -> body("""
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
                <faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>"""))
                .isInstanceOf(SoapFault.class).hasMessage("Client");
    }

    @Test
    void theMangledHttpsNamespaceIsRefused() {
        assertThatThrownBy(() -> body("""
                <s:Envelope xmlns:s="https://schemas.xmlsoap.org/soap/envelope/"><s:Body><r/></s:Body></s:Envelope>"""))
                .isInstanceOf(XmlException.class).hasMessageContaining("not SOAP 1.1");
    }

    @Test
    void anEnvelopeWithoutBodyOrWithAnEmptyOneIsRefused() {
        String begin = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'>";

        assertThatThrownBy(() -> body(begin + "</s:Envelope>")).hasMessageContaining("no body");
        assertThatThrownBy(() -> body(begin + "<s:Body/></s:Envelope>")).hasMessageContaining("empty");
        assertThatThrownBy(() -> body(begin + "<s:Body><r/></s:Body>")).isInstanceOf(XmlException.class);
    }

    @Test
    void anyTextReadsBackButForWhatXmlCannotHold() throws IOException {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 300; seed++) {
            var random = new Random(seed);
            String text = random.ints(random.nextInt(200), 0, 2 << random.nextInt(20))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            assertReadsBack(text, seed);
        }
    }

    private static void assertReadsBack(String text, long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        XmlWriter writer = new XmlWriter(out);
        writer.start("a").attribute("n", text).element("b", text).end().finish();

        XmlReader in = new XmlReader(new ByteArrayInputStream(out.toByteArray()));
        in.root("a");
        String attribute = in.required("n");
        in.child("b");

        String holdable = text.codePoints().filter(c -> c == 9 || c == 10 || c == 13 || c >= 32 && c < 0xd800
                || c > 0xdfff && c < 0xfffe || c > 0xffff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        assertThat(attribute).as("seed %d", seed).isEqualTo(holdable);
        assertThat(in.text()).as("seed %d", seed).isEqualTo(holdable);
    }
}
