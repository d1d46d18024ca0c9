package org.voxpost.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    /** What any of the masks can match. */
    private static final Pattern SECRET = Pattern.compile(
            "(?im)inline:[^\\s|;]|^k=[a-z]|^(?:proxy-)?auth(?:orization|enticate)\\s*:|^www-authenticate\\s*:"
                    + "|^authentication-info\\s*:|^identity\\s*:|^\\s*(?:signal|d)\\s*[=:]"
                    + "|sips?:[^:@\\s>]+:[^@\\s>]+@");
    private static final String[] PIECES = {"\r\n", "\n", "\r", "\u2028", " ", "\t", "k=", "K=clear:", "a=crypto:1 ",
            "inline:", "INLINE:x", "Authorization: Digest", "proxy-authenticate:", "WWW-Authenticate : x",
            "Authentication-Info:", "identity:", "Signal=5", "signal = 1", "d=", "d :", "D:", "d", "sip:", "SIPS:",
            "bob", ":", "@", ">", "secret", "INVITE sip:alice@example.com SIP/2.0", "Date: today", "s=-", "v=0"};

    @Test
    void nothingThatAMaskMatchesIsOverlooked() {
        var random = new Random(11);
        int secrets = 0;
        for (int run = 0; run < 50_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(7); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            if (SECRET.matcher(text).find()) {
                secrets++;
                assertThat(Masking.suspect(text.toString())).as("seed 11, run %d: %s", run, text).isTrue();
            }
        }
        assertThat(secrets).isGreaterThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:SECRET|2^20", "k=base64:SECRET",
            "Via: x\r\nProxy-Authorization: Digest response=SECRET\r\n", "x\r\n\r\nSignal=SECRET\r\nDuration=160",
            "From: <sip:bob:SECRET@example.com>", "x\n  d = SECRET"})
    void secretsAreMasked(String text) {
        assertThat(Masking.mask(text)).doesNotContain("SECRET").contains("•••");
    }

    @Test
    void anOrdinaryInviteStaysAsItIs() {
        String invite = "INVITE sip:2001@127.0.0.1:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bK1\r\n"
                + "Date: Fri, 27 Nov 2026 01:00:00 GMT\r\nSubject: d\r\n\r\nv=0\r\ns=-\r\nm=audio 4000 RTP/AVP 0\r\n";

        assertThat(Masking.suspect(invite)).isFalse();
        assertThat(Masking.mask(invite)).isSameAs(invite);
    }
}
