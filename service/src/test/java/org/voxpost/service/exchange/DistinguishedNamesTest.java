package org.voxpost.service.exchange;

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

class DistinguishedNamesTest {
    private static final SmtpAddress ALICE = new SmtpAddress("alice@corp.example");
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theAddressBookIsAskedOnce() {
        var names = new DistinguishedNames(() -> Optional.of(book()), owner -> "discovered");

        assertThat(names.of(ALICE)).isEqualTo("/o=Corp/cn=alice");
        assertThat(names.of(ALICE)).isEqualTo("/o=Corp/cn=alice");
        assertThat(asked).hasValue(1);
    }

    @Test
    void withoutAnAddressBookAutodiscoverTells() {
        assertThat(new DistinguishedNames(Optional::empty, owner -> "discovered").of(ALICE)).isEqualTo("discovered");
    }

    @Test
    void whoIsNotInTheAddressBookCannotBeReachedNow() {
        var names = new DistinguishedNames(() -> Optional.of(book()), owner -> "discovered");

        assertThatThrownBy(() -> names.of(new SmtpAddress("hidden@corp.example")))
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
