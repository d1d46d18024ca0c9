package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.voxpost.service.routing.AddressBookFixture.person;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.subscriber.DialPlan;

@Timeout(60)
class AddressBookTest {
    private static final List<DialPlan> PLANS = List.of(
            new DialPlan(new SiteConfig("main", "US", "425", 4, 4, List.of(), "+1425555")));
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final DirectoryPerson ALICE = person("Alice", "alice", "+14255554101");
    private static final DirectoryPerson BOB = person("Bob", "bob", "+14255554102");

    @TempDir
    Path directory;
    private final List<DirectoryPerson> walked = new ArrayList<>(List.of(ALICE, BOB));
    private boolean exchangeAway;

    private AddressBook book(PersonSource... more) {
        var sources = new ArrayList<PersonSource>(List.of(new WalkedPeople("test", new WalkedDirectory())));
        sources.addAll(Arrays.asList(more));
        return new AddressBook(PLANS, sources, directory.resolve("book"), InstantSource.fixed(NOON));
    }

    @Test
    void countsWhatChanged() {
        AddressBook book = book();

        assertThat(book.refresh()).isEqualTo(new AddressBook.Changes(2, 2, 0));
        NumberIndex first = book.index();
        assertThat(book.refresh()).isEqualTo(new AddressBook.Changes(2, 0, 0));
        assertThat(book.index()).as("nothing changed").isSameAs(first);
        walked.set(1, person("Robert", "bob", "+14255554102"));
        walked.add(person("Carol", "carol", "+14255554103"));
        assertThat(book.refresh()).isEqualTo(new AddressBook.Changes(3, 2, 1));
        assertThat(nameAt(book, "4102")).contains("Robert");
        assertThat(book.status().read()).contains(NOON);
    }

    @Test
    void answersFromTheCopyWhenExchangeIsAwayAfterAStart() throws IOException {
        book().refresh();
        exchangeAway = true;

        AddressBook after = book();
        after.load();

        assertThat(nameAt(after, "4101")).contains("Alice");
        assertThat(after.status().read()).contains(NOON);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("book"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aWalkThatBreaksOffChangesNothingAndIsTold() {
        AddressBook book = book();
        book.refresh();
        walked.clear();
        walked.add(person("Mallory", "mallory", "+14255554101"));
        exchangeAway = true;

        assertThatThrownBy(book::refresh).isInstanceOf(MailboxException.Unavailable.class);

        assertThat(nameAt(book, "4101")).contains("Alice");
        assertThat(book.status().trouble()).hasValueSatisfying(trouble -> assertThat(trouble).contains("test.example"));
        assertThat(directory.resolve("book.new")).doesNotExist();
    }

    @Test
    void anEmptyAddressBookIsNotBelieved() {
        AddressBook book = book();
        book.refresh();
        walked.clear();

        assertThatThrownBy(book::refresh).isInstanceOf(UncheckedIOException.class);

        assertThat(book.index().people()).isEqualTo(2);
    }

    @Test
    void aDamagedCopyIsToldAndReadAnew() throws IOException {
        book().refresh();
        byte[] copy = Files.readAllBytes(directory.resolve("book"));
        copy[60] ^= 1;
        Files.write(directory.resolve("book"), copy);

        try (AddressBook after = book()) {
            after.load();
            assertThat(after.status().trouble())
                    .hasValueSatisfying(trouble -> assertThat(trouble).contains("damaged"));
            assertThat(nameAt(after, "4101")).as("degraded, not wrong").isEmpty();
            after.start(Duration.ofHours(1));

            Awaitility.await().until(() -> nameAt(after, "4101").isPresent());
            Awaitility.await().until(() -> after.status().trouble().isEmpty());
        }
    }

    @Test
    void anEmptyCopyIsReadAnewAtOnce() {
        new AddressBook(PLANS, List.of(), directory.resolve("book"), InstantSource.fixed(NOON)).refresh();

        try (AddressBook after = book()) { // an address book was configured meanwhile
            after.start(Duration.ofHours(1));

            Awaitility.await().until(() -> nameAt(after, "4101").isPresent());
        }
    }

    @Test
    void everyPrefixAndEveryFlippedByteOfACopyIsRefused() throws IOException {
        book().refresh();
        Path file = directory.resolve("book");
        byte[] copy = Files.readAllBytes(file);
        for (int length = 0; length < copy.length; length++) {
            refused(file, Arrays.copyOf(copy, length));
        }
        for (int at = 0; at < copy.length; at++) {
            byte[] flipped = copy.clone();
            flipped[at] ^= 0x55;
            refused(file, flipped);
        }
        refused(file, Arrays.copyOf(copy, copy.length + 1));
    }

    private static void refused(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> AddressBookFile.read(file, (person, record) -> {
        })).isInstanceOf(AddressBookFile.Corrupted.class);
    }

    @Test
    void aChangedBookIsReadFromItsSourcesAgainAndNobodyTwice() {
        PersonSource again = AddressBookFixture.source(new CountDownLatch(0), person("Not Alice", "ALICE", "4150"),
                person("Carol", "carol", "4103"));
        AddressBook book = book(again);

        for (int round = 0; round < 3; round++) {
            walked.set(1, person("Bob " + round, "bob", "+14255554102"));
            book.refresh();

            assertThat(nameAt(book, "4102")).contains("Bob " + round);
            assertThat(nameAt(book, "4103")).contains("Carol");
            assertThat(nameAt(book, "4150")).isEmpty();
            assertThat(book.index().people()).isEqualTo(3);
        }
    }

    @Test
    void closingEndsAReadingThatGoesOn() throws InterruptedException {
        var begun = new CountDownLatch(1);
        AddressBook book = book(new PersonSource() {
            @Override
            public String name() {
                return "without end";
            }

            @Override
            public void each(Predicate<SmtpAddress> known, Consumer<DirectoryPerson> to) {
                for (int i = 0; walked.size() > 2; i++) {
                    to.accept(person("Nobody", "n" + i));
                    begun.countDown();
                }
            }
        });
        book.refresh();
        walked.add(person("Carol", "carol", "4103"));

        book.refreshSoon();
        begun.await();
        book.close();

        assertThat(book.status().refreshing()).isFalse();
        assertThat(nameAt(book, "4103")).isEmpty();
        assertThat(nameAt(book, "4101")).contains("Alice");
    }

    @Test
    void whoeverIsHiddenIsAskedForByAddress() {
        AddressBook book = book(new HiddenPeople("hidden", new WalkedDirectory(),
                List.of(new SmtpAddress("alice@example.com"), new SmtpAddress("ceo@example.com"))));

        book.refresh();

        assertThat(nameAt(book, "4199")).contains("The Chief");
        assertThat(book.index().people()).isEqualTo(3);
    }

    @Test
    void takesPeopleFromAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("people.csv"), """
                Address,Name,Numbers\r
                fax@example.com,"Room, ""Blue\""",+14255554150;4151\r
                alice@example.com,Not Alice,4101
                """);
        AddressBook book = book(new PeopleFile(file));

        book.refresh();

        assertThat(nameAt(book, "4151")).contains("Room, \"Blue\"");
        assertThat(nameAt(book, "4101")).as("the address book comes first").contains("Alice");
    }

    @Test
    void aWrongLineOfAFileIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("people.csv"), "name,address,numbers\nEve,no address,4150\n");

        assertThatThrownBy(() -> book(new PeopleFile(file)).refresh()).hasMessageContaining("people.csv, line 2")
                .hasMessageContaining("no address");
    }

    private static Optional<String> nameAt(AddressBook book, String dialled) {
        return book.index().find("", dialled) instanceof NumberMatch.One one
                ? Optional.of(one.person().displayName())
                : Optional.empty();
    }

    private final class WalkedDirectory implements Directory {
        @Override
        public void walk(Consumer<DirectoryPerson> to) {
            walked.forEach(to);
            if (exchangeAway) {
                throw new MailboxException.Unavailable("QueryRows", "test.example", "connection reset");
            }
        }

        @Override
        public List<DirectoryPerson> byName(String name, int limit) {
            return List.of();
        }

        @Override
        public Optional<DirectoryPerson> byAddress(SmtpAddress address) {
            Predicate<SmtpAddress> chief = new SmtpAddress("ceo@example.com")::equals;
            return Optional.of(person("The Chief", "ceo", "4199")).filter(p -> chief.test(address));
        }

        @Override
        public void close() {
            exchangeAway = true;
        }
    }
}
