package org.voxpost.service.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.subscriber.DialPlan;

/** People for tests. */
public final class AddressBookFixture {
    private AddressBookFixture() {
    }

    /** {@code alias@example.com} with business numbers. */
    public static DirectoryPerson person(String name, String alias, String... numbers) {
        return new DirectoryPerson("/o=Lab/cn=" + alias, name, Optional.of(new SmtpAddress(alias + "@example.com")),
                alias, "", "", "", "", Arrays.stream(numbers).map(text -> new Phone(Kind.BUSINESS, text)).toList(),
                List.of("SMTP:" + alias + "@example.com"));
    }

    /** The same person enabled for voicemail. */
    public static DirectoryPerson withProxy(DirectoryPerson p, String proxy) {
        return new DirectoryPerson(p.distinguishedName(), p.displayName(), p.address(), p.alias(), "", "", "", "",
                p.phones(), List.of(proxy));
    }

    /** An index of them. */
    public static NumberIndex index(List<DialPlan> plans, DirectoryPerson... people) {
        var builder = new NumberIndexBuilder(plans);
        Arrays.stream(people).forEach(builder::add);
        return builder.build();
    }

    /** A source that answers when {@code opened} is. */
    public static PersonSource source(CountDownLatch opened, DirectoryPerson... people) {
        return new PersonSource() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void each(Predicate<SmtpAddress> known, Consumer<DirectoryPerson> to) {
                try {
                    opened.await();
                    Arrays.stream(people).forEach(to);
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
