package org.voxpost.sip.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.sip.HeaderLine;

class MessageCheckTest {
    /** A scheme is letters, then letters, digits, plus, dot and minus (RFC 3986, 3.1); of those three are ours. */
    @ParameterizedTest
    @CsvSource({"sip:alice@example.com, 0", "SIPS:alice@example.com, 0", "tel:+14255550177, 0",
            "mailto:alice@example.com, 416", "h.323+a-1:alice, 416", "1sip:alice@example.com, 400",
            "+sip:alice@example.com, 400", "s_p:alice@example.com, 400", ":alice@example.com, 400",
            "alice@example.com, 400"})
    void theSchemeOfTheRequestUriIsAskedFirst(String uri, int status) {
        Optional<Complaint> wrong = MessageCheck.of(options(uri));

        assertThat(wrong.map(complaint -> complaint.status().code()).orElse(0)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', value = {"SIP/2.0/UDP a;branch=z9hG4bK1, true", "SIP/2.0/UDP a:65536, false",
            "SIP/2.0/UDP a;;branch=z9hG4bK1, false", "|SIP/2.0/UDP a,SIP/2.0/TCP b|, true",
            "|SIP/2.0/UDP a,SIP/3.0/TCP b|, false"})
    void everyViaSaysWhereAnAnswerGoes(String via, boolean fits) {
        assertThat(ViaCheck.of(List.of("SIP/2.0/UDP first.example", via)).isEmpty()).isEqualTo(fits);
    }

    private static RawMessage options(String uri) {
        return new RawMessage("OPTIONS " + uri + " SIP/2.0",
                List.of(new HeaderLine("Via", "SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK1"),
                        new HeaderLine("From", "<sip:bob@example.com>;tag=1"),
                        new HeaderLine("To", "<sip:alice@example.com>"), new HeaderLine("Call-ID", "1@192.0.2.10"),
                        new HeaderLine("CSeq", "1 OPTIONS"), new HeaderLine("Max-Forwards", "70")),
                new byte[0], Optional.empty());
    }
}
