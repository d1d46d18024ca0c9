package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies other than plain SDP. */
class BodiesTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"dtmf-relay,Signal=5~Duration=160,5",
            "dtmf-relay,Signal = *~Duration=160,*",
            "dtmf-relay,Signal= 11,#", "dtmf-relay,Duration=160~Signal=d,D", "dtmf,7,7", "dtmf,` 10~`,*"})
    void infoNamesAKey(String type, String body, char key) {
        assertThat(InfoKey.of("application/" + type, body.replace("~", "\r\n"))).contains(key);
    }

    @ParameterizedTest
    @CsvSource({"dtmf-relay,Signal=", "dtmf-relay,Signal=16", "dtmf-relay,Signal=x", "dtmf,12x", "dtmf,99"})
    void infoWithoutAKeyNamesNone(String type, String body) {
        assertThat(InfoKey.of("application/" + type, body)).isEmpty();
    }

    @Test
    void theLastDescriptionOfAMultipartBodyCountsButNoFallback() {
        String body = """
                preamble
                --b1
                Content-Type: application/sdp
                Content-Disposition: session;handling=optional;ms-proxy-2007fallback

                v=0
                s=fallback
                --b1
                Content-Type: application/SDP

                v=0
                s=wanted
                --b1
                Content-Type: application/pidf+xml

                <presence/>
                --b1--
                """.replace("\n", "\r\n");

        assertThat(MultipartBody.sdp("b1", body)).contains("v=0\r\ns=wanted\r\n");
        assertThat(MultipartBody.sdp("other", body)).isEmpty();
    }
}
