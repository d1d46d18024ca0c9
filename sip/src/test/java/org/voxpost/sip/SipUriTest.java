package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sip:alice@example.com | sip | alice | example.com | 0",
            "SIPS:alice:secret@example.com:5061 | sips | alice | example.com | 5061",
            "sip:192.0.2.10 | sip | '' | 192.0.2.10 | 0",
            "sip:a%20b@[2001:db8::10]:5070 | sip | a b | 2001:db8::10 | 5070",
            "tel:+1-425-555-0101;ext=4101 | tel | +1-425-555-0101 | '' | 0",
            "sip:user;par=u%40example.net@example.com | sip | user | example.com | 0"})
    void isTakenApart(String text, String scheme, String user, String host, int port) {
        SipUri uri = SipUri.parse(text);

        assertThat(uri.scheme()).isEqualTo(scheme);
        assertThat(uri.user()).isEqualTo(user);
        assertThat(uri.host()).isEqualTo(host);
        assertThat(uri.port()).isEqualTo(port);
    }

    @Test
    void parametersOfUserAndUriAndHeadersAreKept() {
        SipUri uri = SipUri
                .parse("sip:+14255550101;ext=4101@example.com;user=phone;lr?Reason=SIP%3Bcause%3D486&Reason=Q.850");

        assertThat(uri.parameters()).containsEntry("ext", "4101").containsEntry("user", "phone").containsEntry("lr",
                "");
        assertThat(uri.headers()).containsEntry("reason", "SIP;cause=486, Q.850");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "http://example.com", "sip:", "sip:a b@h", "sip:a@h:99999", "sip:a@h:x",
            "sip:a@[2001:db8::1", "sip:a@2001:db8::1", "tel:", "sip:a@h\r\nX: y", "<sip:a@h>"})
    void whatIsWrongIsSaid(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SipUri.parse(text)).withMessageContaining("SIP URI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:alice@example.com", "sip:a%20b@[2001:db8::10]:5070;transport=tcp",
            "tel:+1-425-555-0101;ext=4101", "sips:192.0.2.10:5061;lr", "sip:4101@h?Subject=a%26b&X-Y=z"})
    void isWrittenAsItWasRead(String text) {
        assertThat(SipUri.parse(text).encode()).isEqualTo(text);
    }

    @Test
    void anAddressCannotSmuggleAHeaderLine() {
        SipAddress address = new SipAddress("Eve\r\nX-Evil: \"1\"", SipUri.of("a\r\nb", "h", 0));

        assertThat(address.encode()).isEqualTo("\"Eve  X-Evil: \\\"1\\\"\" <sip:a%0D%0Ab@h>");
        assertThat(SipAddress.parse(address.encode()).uri().user()).isEqualTo("a\r\nb");
    }
}
