package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupCommandTest {
    @TempDir
    Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String yaml, String... arguments) throws IOException {
        Files.writeString(directory.resolve("password"), "secret\n");
        Path config = Files.writeString(directory.resolve("voxpost.yaml"), """
                state: {directory: state}
                exchange:
                  ews-url: https://mail.example.com/EWS/Exchange.asmx
                  account: {user: voxpost, password-file: password}
                sites: [{name: main, shortest-extension: 4, longest-extension: 4, direct-prefix: "+1425555"}]
                subscribers: [{mailbox: alice@example.com, name: Alice Lee, numbers: ["2001"]}]
                """ + yaml);
        var all = new java.util.ArrayList<>(java.util.List.of("lookup", "--config", config.toString()));
        all.addAll(java.util.List.of(arguments));
        return Voxpost.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private static final String ROUTING = """
            routing:
              telephones: [{uri: "sip:{number}@192.0.2.10"}]
              voicemail: {uri: "sip:8000@192.0.2.50"}
              schedules: [{name: office, zone: Europe/Berlin, open: [mon-fri 08:00-18:00], holidays: [12-25]}]
              rules: [{name: closed, schedule: office, when: closed, treatment: voicemail}]
            """;

    @Test
    void explainsEachStep() throws IOException {
        assertThat(run(ROUTING, "+1 425 555 2001", "--at", "2026-12-25T11:00:00Z", "--explain")).isZero();

        assertThat(out.toString().lines().map(String::stripTrailing)).containsExactly(
                "normalise  '+1 425 555 2001' dialled at main means +14255552001, or extension 2001",
                "match      +1 425 555 2001 is alice@example.com, a subscriber of site main",
                "route      rule 'closed' fits: voicemail",
                "route      route 1: sip:8000@192.0.2.50, for at most 10 s", "",
                "matched    PERSON", "person     Alice Lee <alice@example.com>", "mailbox    alice@example.com",
                "e164       +14255552001", "extension  2001", "treatment  VOICEMAIL",
                "route      sip:8000@192.0.2.50  10 s",
                "reason     +1 425 555 2001 is alice@example.com, a subscriber of site main",
                "as of      the address book was never read");
    }

    @Test
    void aNumberOfNobodyEndsWithOne() throws IOException {
        assertThat(run(ROUTING, "2001", "--called", "2099")).isEqualTo(1);
        assertThat(out.toString()).contains("matched    NONE", "caller     +14255552001 Alice Lee");
    }

    @Test
    void everyMistakeInTheRoutingIsToldAtOnce() throws IOException {
        assertThat(run("""
                routing:
                  telephones: [{uri: "sip:2001@192.0.2.10"}, {site: nowhere, uri: "{number}"}]
                  voicemail: {uri: "8000"}
                  schedules: [{name: office, zone: Berlin}, {name: office, open: [always]}]
                  rules:
                    - {name: a, called: ["("], schedule: ofice, treatment: divert}
                    - {name: b, treatment: announce, to: ["nobody"]}
                """, "2001")).isEqualTo(78);

        assertThat(err.toString()).contains("routing.telephones[0].uri", "routing.telephones[1].site",
                "routing.telephones[1].uri", "routing.voicemail.uri", "routing.schedules[0]: 'Berlin' is no time zone",
                "'office' is there twice", "'always' are no opening hours", "rules[0].called[0]",
                "there is no schedule 'ofice'", "rules[0].to", "rules[1].announcement", "rules[1].to[0]");
    }
}
