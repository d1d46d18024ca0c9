package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;

class EachMailboxTest {
    private static final List<SmtpAddress> OWNERS = IntStream.range(0, 6)
            .mapToObj(i -> new SmtpAddress("u" + i + "@x.example")).toList();

    private final EachMailbox each = new EachMailbox(OWNERS);
    private final List<String> asked = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    private static String name(SmtpAddress owner) {
        return owner.value().replaceFirst("@.*", "");
    }

    private void run(Set<Integer> away) {
        asked.clear();
        failed.clear();
        each.run(owner -> true, owner -> {
            asked.add(name(owner));
            if (away.contains(OWNERS.indexOf(owner))) {
                throw new MailboxException.Unavailable("Subscribe", "mail", "ErrorMailboxStoreUnavailable");
            }
        }, (owner, why) -> failed.add(name(owner)));
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersWaiting() {
        run(Set.of(0, 1, 4));

        assertThat(asked).containsExactly("u0", "u1", "u2", "u3", "u4", "u5");
        assertThat(failed).containsExactly("u0", "u1", "u4");
    }

    @Test
    void threeInARowAreTheServerAndTheNextRoundBeginsWithTheOthers() {
        assertThatThrownBy(() -> run(Set.of(0, 1, 2))).isInstanceOf(MailboxException.Unavailable.class);
        assertThat(asked).containsExactly("u0", "u1", "u2");

        run(Set.of());

        assertThat(asked).containsExactly("u3", "u4", "u5", "u0", "u1", "u2");
    }

    @Test
    void whenItFailsForAllThatIsSaid() {
        assertThatThrownBy(() -> new EachMailbox(OWNERS.subList(0, 1)).run(owner -> true, owner -> {
            throw new MailboxException.AccountRejected("Subscribe", "mail", "ErrorImpersonateUserDenied");
        }, (owner, why) -> failed.add(name(owner)))).isInstanceOf(MailboxException.AccountRejected.class);
        assertThat(failed).containsExactly("u0");
    }
}
