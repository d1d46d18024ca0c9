package org.voxpost.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.MailboxException.AccountRejected;
import org.voxpost.mailbox.MailboxException.Unavailable;

class FailoverDirectoryTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private final Way first = new Way("first");
    private final Way second = new Way("second");
    private final FailoverDirectory both = new FailoverDirectory(List.of(first, second));

    @Test
    void theFirstThatAnswersIsBelieved() {
        assertThat(both.byName("ivy", 1)).singleElement().returns("first", DirectoryPerson::displayName);

        first.failure = new AccountRejected("x", "p", "401");
        assertThat(both.byAddress(IVY)).get().returns("second", DirectoryPerson::displayName);

        second.failure = new Unavailable("x", "p", "away");
        assertThatThrownBy(() -> both.byAddress(IVY)).isSameAs(first.failure).hasSuppressedException(second.failure);
    }

    @Test
    void aWayThatCannotWalkIsPassedBy() {
        first.failure = new UnsupportedOperationException("no walk");
        List<DirectoryPerson> people = new ArrayList<>();

        both.walk(people::add);

        assertThat(people).singleElement().returns("second", DirectoryPerson::displayName);
    }

    @Test
    void aWalkThatBrokeOffIsNotBegunElsewhere() {
        first.breaksOff = true;
        List<DirectoryPerson> people = new ArrayList<>();

        assertThatThrownBy(() -> both.walk(people::add)).isInstanceOf(Unavailable.class);

        assertThat(people).hasSize(1);
    }

    @Test
    void closingClosesAll() {
        both.close();

        assertThat(first.closed && second.closed).isTrue();
    }

    /** Knows one person, called like itself. */
    private static final class Way implements Directory {
        private final DirectoryPerson person;
        private @org.jspecify.annotations.Nullable RuntimeException failure;
        private boolean breaksOff;
        private boolean closed;

        Way(String name) {
            person = new DirectoryPerson("/cn=" + name, name, Optional.of(IVY), name, "", "", "", "", List.of(),
                    List.of());
        }

        private void work() {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void walk(Consumer<DirectoryPerson> to) {
            work();
            to.accept(person);
            if (breaksOff) {
                throw new Unavailable("QueryRows", "p", "cut");
            }
        }

        @Override
        public List<DirectoryPerson> byName(String name, int limit) {
            work();
            return List.of(person);
        }

        @Override
        public Optional<DirectoryPerson> byAddress(SmtpAddress address) {
            work();
            return Optional.of(person);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
