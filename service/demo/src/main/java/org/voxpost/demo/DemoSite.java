package org.voxpost.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.voxpost.lab.LabMain;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;
import org.voxpost.service.Voxpost;

/**
 * A small site on loopback: the lab as its Exchange and the service, each a process of its own, with a configuration file
 * as an operator would write it. State and logs lie in one directory.
 */
final class DemoSite implements AutoCloseable {
    static final SmtpAddress ALICE = new SmtpAddress("alice@example.com");
    static final String EXTENSION = "2001";
    static final String CALLER = "+14255550177";
    static final SmtpAddress CAROL = new SmtpAddress("carol.reed@example.com");
    static final String PILOT = "8000";
    private static final String USER = "svc";
    private static final String PASSWORD = "demo";
    private static final int FIRST_RTP_PORT = 22000;
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    private final Path directory;
    private final ChildProcess lab;
    private final URI ewsUrl;
    private final ChildProcess service;
    private final int sipPort;

    private DemoSite(Path directory, ChildProcess lab, URI ewsUrl, ChildProcess service, int sipPort) {
        this.directory = directory;
        this.lab = lab;
        this.ewsUrl = ewsUrl;
        this.service = service;
        this.sipPort = sipPort;
    }

    /** Starts both; {@code story} hears of each that is ready. @param wantedPort for SIP; another if it is taken */
    static DemoSite start(Path directory, int wantedPort, Story story) throws IOException, InterruptedException {
        ChildProcess lab = startLab(directory);
        try {
            URI ewsUrl = URI.create(lab.awaitReady(STARTS_WITHIN));
            story.tell("a small Exchange is up: " + ewsUrl);
            int port = free(wantedPort);
            Path config = writeConfig(directory, ewsUrl, port);
            ChildProcess service = ChildProcess.start("service", List.of("-Xmx256m", "-XX:+UseSerialGC"),
                    Voxpost.class.getName(), List.of("run", "--until-eof", "--config", config.toString()),
                    directory.resolve("voxpost.log"));
            try {
                service.awaitReady(STARTS_WITHIN);
            } catch (IOException failed) {
                service.close();
                throw failed;
            }
            story.tell("Voxpost takes calls at 127.0.0.1:" + port + ", UDP and TCP");
            return new DemoSite(directory, lab, ewsUrl, service, port);
        } catch (IOException failed) {
            lab.close();
            throw failed;
        }
    }

    private static ChildProcess startLab(Path directory) throws IOException {
        return ChildProcess.start("lab", List.of("-Xmx128m", "-XX:+UseSerialGC"), LabMain.class.getName(),
                List.of("--until-eof", "--store", directory.resolve("mailboxes").toString(), "--service-account",
                        USER + ":" + PASSWORD, "--mailbox", ALICE + ":alice", "--mailbox", "bob@example.com:bob",
                        "--mailbox",
                        CAROL.value(), "--telephone", CAROL + "=+1 (425) 555-0177"),
                directory.resolve("lab.log"));
    }

    private static Path writeConfig(Path directory, URI ewsUrl, int port) throws IOException {
        Path password = directory.resolve("exchange-password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, PASSWORD + "\n");
        return Files.writeString(directory.resolve("voxpost.yaml"),
                """
                        exchange:
                          ews-url: %s
                          nspi-url: %s
                          account: { user: %s, password-file: %s }
                          sender: voicemail@example.com
                        sip:
                          listeners:
                            - { transport: udp, host: 127.0.0.1, port: %d }
                            - { transport: tcp, host: 127.0.0.1, port: %d }
                          peers:
                            - { name: loopback, sources: [127.0.0.0/8], own-numbers: ["%s"], trust-identity: true }
                        media: { host: 127.0.0.1, first-port: %d, last-port: %d }
                        state: { directory: %s, stop-below: 16 MB, resume-above: 32 MB }
                        http: { port: 0 }
                        subscribers:
                          - { mailbox: %s, name: Alice, numbers: ["%s"] }
                          - { mailbox: bob@example.com, name: Bob, numbers: ["2002"] }
                        """.formatted(ewsUrl, ewsUrl.resolve("/mapi/nspi/?MailboxId=svc@demo"), USER, password, port,
                        port, PILOT,
                        FIRST_RTP_PORT, FIRST_RTP_PORT + 999,
                        directory.resolve("state"), ALICE, EXTENSION));
    }

    private static int free(int wanted) throws IOException {
        try (var socket = new DatagramSocket(wanted, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (SocketException taken) {
            try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    int sipPort() {
        return sipPort;
    }

    Path directory() {
        return directory;
    }

    /** Exchange as a client of its own sees it. */
    MailboxServer exchange() {
        return EwsProvider.server(EwsSettings.of(ewsUrl,
                new Account.Password(USER, Secret.of(PASSWORD), Account.Scheme.BASIC)));
    }

    @Override
    public void close() {
        service.close();
        lab.close();
    }
}
