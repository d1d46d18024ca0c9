package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.mapi.MapiLocator.Place;

class MapiPlacesTest {
    private static final SmtpAddress ALICE = new SmtpAddress("alice@corp.example");
    private static final String URL = "https://mail.corp.example/mapi/emsmdb/?MailboxId={address}";
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theUrlIsTheOperatorsAndTheNameTheAddressBooks() {
        var places = new MapiPlaces(URL, Optional.of("/o=Corp/cn=svc"), book());

        Place place = places.locate(ALICE);

        assertThat(place.mailStore())
                .hasToString("https://mail.corp.example/mapi/emsmdb/?MailboxId=alice@corp.example");
        assertThat(place.mailboxDn()).isEqualTo("/o=Corp/cn=alice");
        assertThat(place.accountDn()).isEqualTo("/o=Corp/cn=svc");
        assertThat(places.locate(ALICE)).isEqualTo(place);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whoIsNotInTheAddressBookCannotBeReachedNow() {
        var places = new MapiPlaces(URL, Optional.empty(), book());

        assertThatThrownBy(() -> places.locate(new SmtpAddress("hidden@corp.example")))
                .isInstanceOf(MailboxException.Unavailable.class).hasMessageContaining("hidden@corp.example");
    }

    private Directory book() {
        return new Directory() {
            @Override
            public void walk(Consumer<DirectoryPerson> to) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<DirectoryPerson> byName(String name, int limit) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<DirectoryPerson> byAddress(SmtpAddress address) {
                asked.incrementAndGet();
                return address.equals(ALICE)
                        ? Optional.of(new DirectoryPerson("/o=Corp/cn=alice", "Alice", Optional.of(ALICE), "alice", "",
                                "", "", "", List.of(), List.of()))
                        : Optional.empty();
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
