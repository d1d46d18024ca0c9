package org.voxpost.lab.nspi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.http.BasicScheme;
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.nspi.NspiProvider;

/** The client of the product against the lab's server, over a real socket. */
@Timeout(60)
class NspiOverHttpTest {
    private static final int PEOPLE = 2000;

    private final LabStore store = LabStore.inMemory();
    private final Faults faults = new Faults();
    private Optional<HttpServer> http = Optional.empty();

    @AfterEach
    void stop() {
        http.ifPresent(HttpServer::close);
    }

    @Test
    void walksEverybodyOnce() throws IOException {
        store.addressBook().addAll(TestPeople.many(PEOPLE));
        serve(NspiTraits.STRICT.withRowsAPage(117)).pendings(2);

        List<DirectoryPerson> walked = new ArrayList<>();
        try (Directory directory = directory("secret")) {
            directory.walk(walked::add);
        }

        assertThat(walked).hasSize(PEOPLE + 1).doesNotHaveDuplicates();
        assertThat(walked.get(42)).isEqualTo(new DirectoryPerson(
                AddressBook.ORGANIZATION + "/cn=Recipients/cn=p00042", "Person 00042",
                Optional.of(new SmtpAddress("p00042@lab.example")), "p00042", "", "Department 8", "", "",
                List.of(new DirectoryPerson.Phone(DirectoryPerson.Kind.BUSINESS, "+49 30 100042"),
                        new DirectoryPerson.Phone(DirectoryPerson.Kind.HOME, "+49 331 300042"),
                        new DirectoryPerson.Phone(DirectoryPerson.Kind.MOBILE, "+49 170 200042")),
                List.of("SMTP:p00042@lab.example", "EUM:00042;phone-context=lab.dp")));
    }

    @Test
    void goesOnWhenTheServerForgotTheSession() throws IOException {
        store.addressBook().addAll(TestPeople.many(300));
        NspiOverHttp endpoint = serve(NspiTraits.STRICT.withRowsAPage(100));

        List<DirectoryPerson> walked = new ArrayList<>();
        try (Directory directory = directory("secret")) {
            directory.walk(person -> {
                walked.add(person);
                if (walked.size() == 150) {
                    endpoint.forgetSessions();
                }
            });
        }

        assertThat(walked).hasSize(301).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow=50@QueryRows*1", "cut=20@QueryRows*1", "lost@QueryRows*1", "lost@Bind*1",
            "error=INVALID_SEQUENCE@QueryRows*1", "error=CONTEXT_NOT_FOUND@QueryRows*1",
            "html@QueryRows*1", "badxml@QueryRows*1", "refuse*1"})
    void walksOnAfterWhatAnotherSessionMends(String fault) throws IOException {
        store.addressBook().addAll(TestPeople.many(300));
        serve(NspiTraits.STRICT.withRowsAPage(100));
        faults.order(Fault.parse(fault));

        try (Directory directory = directory("secret")) {
            List<DirectoryPerson> walked = new ArrayList<>();
            directory.walk(walked::add);

            assertThat(walked).hasSize(301).doesNotHaveDuplicates();
        }
        assertThat(faults.ordered()).as("has happened").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"503=0@QueryRows*1",
            "413@QueryRows*1", "busy@QueryRows*1", "error=0x80004005@QueryRows*1", "error=ENDPOINT_DISABLED@Bind*1"})
    void whatTheServerDoesNotDoIsToldAndTheNextWalkIsWhole(String fault) throws IOException {
        store.addressBook().addAll(TestPeople.many(300));
        serve(NspiTraits.STRICT.withRowsAPage(100));
        faults.order(Fault.parse(fault));

        try (Directory directory = directory("secret")) {
            List<DirectoryPerson> walked = new ArrayList<>();
            assertThatThrownBy(() -> directory.walk(walked::add)).isInstanceOf(MailboxException.Unavailable.class);
            assertThat(faults.ordered()).as("has happened").isEmpty();
            walked.clear();
            directory.walk(walked::add);

            assertThat(walked).hasSize(301).doesNotHaveDuplicates();
        }
    }

    @Test
    void findsNamesByWhateverTheServerUnderstands() throws IOException {
        store.addressBook().addAll(TestPeople.many(50));
        for (NspiTraits traits : List.of(NspiTraits.STRICT, NspiTraits.STRICT.withoutAnr(),
                NspiTraits.STRICT.cuttingOff())) {
            serve(traits);
            try (Directory directory = directory("secret")) {
                assertThat(directory.byName("person 0004", 20)).extracting(DirectoryPerson::displayName).hasSize(10)
                        .startsWith("Person 00040");
                assertThat(directory.byName("Person", 5)).hasSize(5);
                assertThat(directory.byName("nobody", 5)).isEmpty();
                assertThat(directory.byName(" ", 5)).isEmpty();
            }
            stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "true false", ""})
    void findsNamesWhicheverFormOfFiltersTheServerReads(String forms) throws IOException {
        store.addressBook().addAll(TestPeople.many(50));
        NspiOverHttp endpoint = serve(NspiTraits.STRICT);
        endpoint.filters(Pattern.compile(" ").splitAsStream(forms).filter(form -> !form.isEmpty()).map(Boolean::valueOf)
                .collect(Collectors.toSet()));

        try (Directory directory = directory("secret")) {
            for (int time = 0; time < 2; time++) {
                assertThat(directory.byName("person 0004", 20)).extracting(DirectoryPerson::displayName).hasSize(10)
                        .startsWith("Person 00040");
            }
        }
    }

    @Test
    void asksInTheFormTheServerReadsFromThenOn() throws IOException {
        store.addressBook().addAll(TestPeople.many(50));
        NspiOverHttp endpoint = serve(NspiTraits.STRICT);
        try (Directory directory = directory("secret")) {
            for (boolean form : new boolean[]{false, true}) {
                endpoint.filters(Set.of(form));
                faults.order(Fault.parse("error=0x80004005@SeekEntries*1"));
                assertThat(directory.byName("person 00042", 20)).as("learns").hasSize(1);
                faults.order(Fault.parse("error=CONTEXT_NOT_FOUND@Bind*1"));
                assertThat(directory.byName("person 00042", 20)).as("knows").hasSize(1);
                assertThat(faults.ordered()).as("filters did, and no session got lost").hasSize(2);
                faults.clear();
            }
        }
    }

    @Test
    void findsPeopleByAddress() throws IOException {
        store.addressBook().addAll(TestPeople.many(50));
        serve(NspiTraits.STRICT);

        try (Directory directory = directory("secret")) {
            assertThat(directory.byAddress(new SmtpAddress("P00007@lab.example"))).map(DirectoryPerson::displayName)
                    .contains("Person 00007");
            assertThat(directory.byAddress(new SmtpAddress("p0000@lab.example"))).isEmpty();
        }
    }

    @Test
    void leavesOutWhatIsNoPerson() throws IOException {
        store.addressBook().add(AddressBook.person("All hands", new SmtpAddress("all@lab.example"))
                .with(Tags.DISPLAY_TYPE, 1));
        store.addressBook().add(AddressBook.person("Jörg Müller-Lüdenscheidt", new SmtpAddress("j@lab.example")));
        serve(NspiTraits.STRICT);

        List<DirectoryPerson> walked = new ArrayList<>();
        try (Directory directory = directory("secret")) {
            directory.walk(walked::add);
        }

        assertThat(walked).extracting(DirectoryPerson::displayName).containsExactly("Jörg Müller-Lüdenscheidt",
                "Service");
    }

    @Test
    void saysThatTheAccountIsRejected() throws IOException {
        serve(NspiTraits.STRICT);

        try (Directory directory = directory("wrong")) {
            assertThatThrownBy(() -> directory.byName("Person", 5)).isInstanceOf(MailboxException.AccountRejected.class)
                    .hasMessageContaining("401").hasMessageNotContaining("wrong");
        }
    }

    private NspiOverHttp serve(NspiTraits traits) throws IOException {
        if (store.mailbox(SERVICE).isEmpty()) {
            store.addMailbox(SERVICE, "Service", "secret");
        }
        HttpServer server = HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(), faults::takeRefusal);
        http = Optional.of(server);
        server.offer(new BasicScheme(store.accounts()));
        var endpoint = new NspiOverHttp(new NspiServer(store.addressBook(), traits), faults);
        server.serve("/mapi/nspi", endpoint);
        return endpoint;
    }

    private static final SmtpAddress SERVICE = new SmtpAddress("service@lab.example");

    private Directory directory(String password) {
        int port = http.orElseThrow().port();
        URI url = URI.create("http://localhost:" + port + "/mapi/nspi/?MailboxId=1@lab.example");
        return NspiProvider.overMapiHttp(url, HttpSettings
                .of(new Account.Password(SERVICE.value(), Secret.of(password), Account.Scheme.BASIC)));
    }
}
