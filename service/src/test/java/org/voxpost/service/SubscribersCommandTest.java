package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.AddressBookFixture;
import org.voxpost.service.spool.Database;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.ImportedSubscribers;
import org.voxpost.service.subscriber.SubscriberTable;

class SubscribersCommandTest {
    @TempDir
    Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(directory.resolve("password"), "secret\n");
        config = Files.writeString(directory.resolve("voxpost.yaml"), """
                state: {directory: state}
                exchange:
                  ews-url: https://mail.example.com/EWS/Exchange.asmx
                  account: {user: voxpost, password-file: password}
                subscribers: [{mailbox: alice@example.com, name: Alice Lee, numbers: ["2001"]}]
                """);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of("subscribers"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        return Voxpost.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("people.csv"), text).toString();
    }

    @Test
    void importsOnceAndTheSameAgainChangesNothing() throws IOException {
        String file = file("""
                mailbox,numbers,name,language
                bob@example.com,2002;+14255550102,"Bob, the builder",de-DE
                carol@example.com,2003,,
                """);

        assertThat(run("import", file, "--dry-run")).isZero();
        assertThat(out.toString()).contains("+ bob@example.com 2002;+14255550102 Bob, the builder",
                "2 new, 0 changed, 0 gone, 0 as before; nothing was changed");
        assertThat(run("import", file)).isZero();
        assertThat(out.toString()).contains("2 new, 0 changed");
        assertThat(run("import", file)).isZero();
        assertThat(out.toString().strip()).isEqualTo("0 new, 0 changed, 0 gone, 2 as before");
        assertThat(err.toString()).contains("2 subscribers read from people.csv");
    }

    @Test
    void tellsWhatChangesAndTakesAwayOnlyWhatIsToBeTakenAway() throws IOException {
        run("import", file("mailbox,numbers\nbob@example.com,2002\ncarol@example.com,2003\n"));
        String file = file("mailbox,numbers\nbob@example.com,2004\n");

        assertThat(run("import", file)).isZero();
        assertThat(out.toString()).contains("~ bob@example.com 2002", "\n  bob@example.com 2004",
                "0 new, 1 changed, 0 gone, 0 as before");
        assertThat(run("import", file, "--remove-missing")).isZero();
        assertThat(out.toString()).contains("- carol@example.com 2003", "0 new, 0 changed, 1 gone, 1 as before");
    }

    @Test
    void whatIsExportedIsImportedWithoutAChange() throws IOException {
        run("import", file("id,mailbox,numbers,name,site,profile,missed-calls,language,may-dial\n"
                + "b7,bob@example.com,2002,\"Bob \"\"B\"\" Hill\",main,main,false,fr-CA,inside\n"));

        assertThat(run("export")).isZero();
        String exported = out.toString();
        assertThat(exported).contains("mailbox,numbers,id,name", "alice@example.com,2001,,\"Alice Lee\"",
                "bob@example.com,2002,b7,\"Bob \"\"B\"\" Hill\",main,main,false,fr-CA,,inside");
        assertThat(run("import", file(exported), "--remove-missing")).isZero();
        assertThat(out.toString().strip()).isEqualTo("0 new, 0 changed, 0 gone, 2 as before");
    }

    @Test
    void everyMistakeIsToldWithItsLineAndNothingIsImported() throws IOException {
        assertThat(run("import", file("""
                mailbox,numbers,site,profile,language,missed-calls
                bob@example.com,2002,,,,
                bob,2003,,,,
                carol@example.com,,,,,
                dan@example.com,2001,nowhere,nothing,,
                bob@example.com,2005,,,,
                eve@example.com,2006,,,x,
                fay@example.com,2007,,,,perhaps
                gus@example.com,abc
                alice@example.com,2099,,,,
                hal@example.com,2002,,,,
                """))).isEqualTo(1);

        assertThat(err.toString()).contains("people.csv:3:", "people.csv:4:", "a mailbox without a number",
                "people.csv:5:", "there is no site 'nowhere'", "there is no Exchange profile 'nothing'",
                "people.csv:6: bob@example.com is in line 2 already", "people.csv:7: language: 'x'",
                "people.csv:8: missed-calls: 'perhaps'", "people.csv:9: 2 cells, not 6",
                "people.csv:10: alice@example.com is in the configuration file", "people.csv:11:",
                "'2002' belongs to bob@example.com already", "nothing was imported");
        assertThat(run("export")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void aFileWithoutTheColumnsIsRefused() throws IOException {
        assertThat(run("import", file("mail,phone\nbob@example.com,2002\n"))).isEqualTo(1);
        assertThat(err.toString()).contains("people.csv:1:", "not mail, phone");
    }

    @Test
    void takesThoseWhoWereEnabledForVoicemailInExchange() throws IOException {
        VoxpostConfig loaded = ConfigLoader.load(config, java.util.Map.of());
        Database.open(loaded.state().directory()).close();
        try (var people = new AddressBook(loaded.sites().stream().map(DialPlan::new).toList(),
                List.of(AddressBookFixture.source(new CountDownLatch(0),
                        AddressBookFixture.withProxy(AddressBookFixture.person("Bob Hill", "bob", "2002"),
                                "EUM:2002;phone-context=main.example.com"),
                        AddressBookFixture.person("Carol", "carol", "2003"))),
                StateLayout.addressBook(loaded.state().directory()), InstantSource.system())) {
            people.refresh();
        }

        assertThat(run("import", "--from-address-book")).isZero();
        assertThat(out.toString()).contains("+ bob@example.com 2002 Bob Hill", "1 new");
        assertThat(run("import", "--from-address-book")).isZero();
        assertThat(out.toString().strip()).isEqualTo("0 new, 0 changed, 0 gone, 1 as before");
    }

    @Test
    void aRunningServiceTakesItOver() throws IOException {
        VoxpostConfig loaded = ConfigLoader.load(config, java.util.Map.of());
        SubscriberTable table = SubscriberTable.of(loaded);
        try (Database database = Database.open(loaded.state().directory());
                SubscriberWatch watch = SubscriberWatch.start(loaded, new ImportedSubscribers(database), table)) {
            run("import", file("mailbox,numbers\nbob@example.com,2002\n"));

            Awaitility.await().until(() -> table.byNumber("", "2002").isPresent());
            assertThat(table.byNumber("", "2001")).isPresent();
            assertThat(watch).isNotNull();
        }
    }
}
