package org.voxpost.service.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.SiteConfig;

class SubscriberTableTest {
    private static final SiteConfig LONDON = new SiteConfig("london", "GB", "20", 4, 4, List.of("9"), "+44207946");
    private static final SiteConfig REDMOND = new SiteConfig("redmond", "US", "425", 4, 4, List.of("9"), "+1425555");

    private final Subscriber alice = subscriber("alice", "london", "2001", "+442079462001", "2099");
    private final Subscriber bob = subscriber("bob", "redmond", "2001", "+14255552001");
    private final SubscriberTable table = new SubscriberTable(List.of(alice, bob),
            List.of(new DialPlan(LONDON), new DialPlan(REDMOND)));

    private static Subscriber subscriber(String name, String site, String... numbers) {
        return new Subscriber(name, new SmtpAddress(name + "@example.com"), name, List.of(numbers), site, "main",
                Optional.empty(), true, Locale.US);
    }

    @Test
    void tellsSitesWithTheSameExtensionApart() {
        assertThat(table.byNumber("london", "2001")).contains(alice);
        assertThat(table.byNumber("redmond", "2001")).contains(bob);
        assertThat(table.byNumber("", "2001")).as("the first site").contains(alice);
        assertThat(table.byNumber("redmond", "2099")).as("an extension of another site").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+442079462001", "+44 (0)20 7946 2001", "tel:+44-20-7946-2001", "02079462001",
            "9 020 7946 2001", "0044 20 7946 2001", "+44.20.7946.2001;npdi", "２００１", "2001", "79462001",
            "+442079460000;ext=2001", "2001;phone-context=example.com"})
    void readsANumberInEverySpelling(String dialled) {
        assertThat(table.byNumber("london", dialled)).contains(alice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "anonymous", "2001x", "200", "20010", "+4420794620011234567", "alice",
            "+1 425 555 9999"})
    void findsNobodyForWhatIsNoNumberOfOurs(String dialled) {
        assertThat(table.byNumber("london", dialled)).isEmpty();
    }

    @Test
    void findsTheExtensionInsideTheSitesOwnDirectNumbers() {
        assertThat(table.byNumber("london", "+442079462099")).as("2099 has no direct number configured")
                .contains(alice);
    }

    @Test
    void findsByIdAndAddressWithoutCase() {
        assertThat(table.byId("ALICE")).contains(alice);
        assertThat(table.byAddress(new SmtpAddress("Bob@Example.COM"))).contains(bob);
    }
}
