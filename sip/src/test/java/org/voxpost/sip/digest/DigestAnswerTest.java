package org.voxpost.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.sip.SipAccount;

class DigestAnswerTest {

    /** RFC 2617, 3.5, and RFC 7616, 3.9.1. */
    @ParameterizedTest
    @CsvSource({
            "MD5,testrealm@host.com,dcd98b7102dd2f0e8b11d0f600bfb0c093,0a4f113b,Circle Of Life,6629fae49393a05397450978507c4ef1",
            "MD5,http-auth@example.org,7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v,f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ,Circle of Life,8ca523f5e9506fed4657c9700eebdbec",
            "SHA-256,http-auth@example.org,7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v,f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ,Circle of Life,753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"})
    void answersAsTheRfcsDo(String algorithm, String realm, String nonce, String cnonce, String password,
            String response) {
        Challenge challenge = new Challenge(realm, nonce, algorithm, true, Optional.of("op\"aque"), false);

        String answer = DigestAnswer.of(challenge, new SipAccount("Mufasa", password, ""), "GET", "/dir/index.html", 1,
                cnonce);

        assertThat(answer).startsWith("Digest username=\"Mufasa\"").contains("response=\"" + response + "\"")
                .contains("nc=00000001").contains("opaque=\"op\\\"aque\"").doesNotContain(password);
    }

    @Test
    void theFirstChallengeThatCanBeAnsweredIsTaken() {
        List<String> values = List.of("Basic realm=\"x\"", "Digest realm=\"a\", nonce=\"1\", algorithm=AKAv1-MD5",
                "Digest realm=\"a, b\",nonce=\"2\",algorithm=SHA-256,qop=\"auth-int,auth\",stale=TRUE",
                "Digest realm=\"a\", nonce=\"3\"");

        assertThat(Challenge.first(values))
                .contains(new Challenge("a, b", "2", "SHA-256", true, Optional.empty(), true));
        assertThat(Challenge.first(List.of("Digest realm=\"a\", nonce=\"1\", qop=\"auth-int\""))).isEmpty();
    }

    @Test
    void anAccountNeverShowsItsPassword() {
        assertThat(new SipAccount("um", "s3cret", "pbx")).asString().contains("um").doesNotContain("s3cret");
    }
}
