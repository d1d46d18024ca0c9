package org.voxpost.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;
import org.voxpost.service.VoiceService;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipUri;

/** Lab, service and telephone in this process, over real sockets on loopback. */
final class Site implements AutoCloseable {
    static final SmtpAddress ALICE = new SmtpAddress("alice@example.com");
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SipAddress CAROL = new SipAddress("Carol Reed", SipUri.of("+14255550177", "127.0.0.1", 0));

    private final Lab lab;
    private final VoiceService service;
    private final Telephone telephone;
    private final MailboxServer exchange;

    private Site(Lab lab, VoiceService service, Telephone telephone, MailboxServer exchange) {
        this.lab = lab;
        this.service = service;
        this.telephone = telephone;
        this.exchange = exchange;
    }

    static Site start(Path directory) throws IOException {
        Lab lab = Lab.start(LabSettings.inMemory("alice@example.com", "bob@example.com", "cleo@example.com"));
        Files.writeString(directory.resolve("password"), "secret\n");
        Path config = Files.writeString(directory.resolve("voxpost.yaml"), """
                exchange:
                  ews-url: %s
                  account: { user: svc, password-file: password }
                  sender: voicemail@example.com
                sip:
                  listeners: [ { transport: udp, port: 0 }, { transport: tcp, port: 0 } ]
                  peers: [ { name: pbx, sources: [127.0.0.1], own-numbers: ["8000"] } ]
                media: { first-port: 26000, last-port: 26199, port-rest: 0 s }
                state: { directory: state, stop-below: 0 B, resume-above: 0 B }
                http: { port: 0 }
                delivery: { first-retry: 200 ms, longest-retry: 1 s, abandoned-after: 1 s, break-for: 200 ms }
                subscribers:
                  - { mailbox: alice@example.com, name: Alice, numbers: ["2001"] }
                  - { mailbox: bob@example.com, name: Bob, numbers: ["2002"] }
                  - { mailbox: cleo@example.com, name: Cleo, numbers: ["2003"] }
                """.formatted(lab.ewsUrl()));
        var account = new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC);
        return new Site(lab, VoiceService.start(ConfigLoader.load(config, Map.of())), Telephone.start(28000),
                EwsProvider.server(EwsSettings.of(lab.ewsUrl(), account)));
    }

    Lab lab() {
        return lab;
    }

    Telephone telephone() {
        return telephone;
    }

    SipUri pilot() {
        return SipUri.of("8000", "127.0.0.1", service.listeners().getFirst().port());
    }

    PhoneCall dialDiverted(String extension) {
        return telephone.dialDiverted(pilot(), CAROL, extension);
    }

    static SipAddress carol() {
        return CAROL;
    }

    static List<HeaderLine> divertedFrom(String extension) {
        return List.of(new HeaderLine("Diversion", "<sip:" + extension + "@127.0.0.1>;reason=no-answer"));
    }

    Mailbox mailbox(String name) {
        return exchange.open(new SmtpAddress(name + "@example.com"));
    }

    /** Everything in the Inbox, missed calls too. */
    List<ItemSummary> inbox(String name) {
        try (Mailbox mailbox = mailbox(name)) {
            return mailbox.list(new ItemQuery(ItemQuery.voice().folder(), false, false, 100));
        }
    }

    Optional<ItemSummary> arrival(String name) throws InterruptedException {
        try (Mailbox mailbox = mailbox(name)) {
            return Delivered.await(mailbox, java.util.Set.of(), PATIENCE);
        }
    }

    @Override
    public void close() {
        telephone.close();
        service.close();
        exchange.close();
        lab.close();
    }
}
