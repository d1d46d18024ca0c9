package org.voxpost.lab.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.graph.Tokens;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.ClientCredentials;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;
import org.voxpost.mailbox.graph.GraphProvider;
import org.voxpost.mailbox.graph.GraphSettings;
import org.voxpost.mailbox.http.TlsTrust;

/**
 * What a delivery by the web costs its own thread; {@code deploy/bench/web} runs it, it is no part of the build. Lines of
 * Markdown go to the file that {@code WEB_BENCH} names.
 */
final class WebBench {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@lab.example");
    private static final int SMALL = 1000;
    private static final int LARGE = 2_000_000;

    /** How messages are delivered. */
    enum Road {
        EWS, GRAPH
    }

    private Lab lab;
    private ClientCredentials tokens;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value()));
        tokens = new ClientCredentials(new ClientCredentials.Settings(lab.url(Tokens.PATH), "svc",
                ClientCredentials.Proof.secret(Secret.of("secret")), "https://graph.microsoft.com/.default",
                TlsTrust.system()), InstantSource.system());
    }

    @AfterEach
    void stop() {
        tokens.close();
        lab.close();
    }

    private MailboxServer server(Road road) {
        return road == Road.EWS
                ? EwsProvider.server(EwsSettings.of(lab.ewsUrl(),
                        new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC)))
                : GraphProvider.server(GraphSettings.of(tokens.account()).at(lab.graphUrl()));
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void deliveryInItsOwnThread(Road road) throws IOException {
        try (MailboxServer server = server(road); Mailbox mailbox = server.open(IVY)) {
            cpuMillis(mailbox, SMALL, 600);
            cpuMillis(mailbox, LARGE, 40);

            double small = cpuMillis(mailbox, SMALL, 600);
            double large = cpuMillis(mailbox, LARGE, 60);

            say("| a delivery | %s | %.2f ms CPU, and %.2f ms for each MB | <= 3 ms + 8 ms for each MB |", road, small,
                    (large - small) / (LARGE / 1e6));
        }
    }

    private double cpuMillis(Mailbox mailbox, int audioBytes, int times) {
        OutgoingItem item = SampleItems.voice(IVY, SampleItems.noise(audioBytes, 1));
        long cpu = 0;
        for (int i = 0; i < times; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            mailbox.deliver(item, DeliveryId.random());
            cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            LabMailbox store = lab.store().mailbox(IVY).orElseThrow();
            store.items(FolderRole.INBOX.id(), false).forEach(stored -> store.delete(stored.id()));
        }
        return cpu / 1e6 / times;
    }

    private static void say(String line, Object... values) throws IOException {
        Files.writeString(Path.of(System.getenv().getOrDefault("WEB_BENCH", "target/web-bench.md")),
                String.format(Locale.ROOT, line, values) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
