package org.voxpost.lab.nspi;

import java.util.List;
import java.util.stream.IntStream;

import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.SmtpAddress;

/** Address books for tests. */
public final class TestPeople {
    private TestPeople() {
    }

    /** {@code count} people with three numbers each, named {@code Person 00000} and so on. */
    public static List<PropertyBag> many(int count) {
        return IntStream.range(0, count).mapToObj(TestPeople::one).toList();
    }

    private static PropertyBag one(int i) {
        return AddressBook.person("Person %05d".formatted(i), new SmtpAddress("p%05d@lab.example".formatted(i)))
                .with(Tags.BUSINESS_TELEPHONE, "+49 30 1%05d".formatted(i))
                .with(0x3A1C_001F, "+49 170 2%05d".formatted(i)).with(Tags.HOME_TELEPHONE, "+49 331 3%05d".formatted(i))
                .with(0x3A18_001F, "Department " + i % 17)
                .with(Tags.PROXY_ADDRESSES, List.of("SMTP:p%05d@lab.example".formatted(i),
                        "EUM:%05d;phone-context=lab.dp".formatted(i)));
    }
}
