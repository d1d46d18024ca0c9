package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.SmtpAddress;

class KnownAddressesTest {
    @Test
    void knowsAnAddressInAnyCaseAndNoOther() {
        var known = new KnownAddresses();

        assertThat(known.add(new SmtpAddress("Alice@Example.com"))).isTrue();

        assertThat(known.contains(new SmtpAddress("alice@example.COM"))).isTrue();
        assertThat(known.add(new SmtpAddress("alice@example.com"))).isFalse();
        assertThat(known.contains(new SmtpAddress("bob@example.com"))).isFalse();
    }

    @Test
    void knowsAHundredThousand() {
        var known = new KnownAddresses();

        for (int i = 0; i < 100_000; i++) {
            assertThat(known.add(new SmtpAddress("p" + i + "@example.com"))).isTrue();
        }

        assertThat(known.contains(new SmtpAddress("p99999@example.com"))).isTrue();
        assertThat(known.contains(new SmtpAddress("p100000@example.com"))).isFalse();
    }
}
