package org.voxpost.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.voxpost.media.AudioFormat;
import org.voxpost.media.tone.SineTone;
import org.voxpost.media.wav.WavHeader;
import org.voxpost.service.VoiceService;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipUri;

/**
 * Lab, service and telephone in this process, over real sockets on loopback. Every test takes a mailbox of its own by
 * {@link #owner}; greetings are short.
 */
final class Site implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final SipAddress CAROL = new SipAddress("Carol Reed", SipUri.of("+14255550177", "127.0.0.1", 0));
    private static final int FIRST_EXTENSION = 2001;
    private static final int OWNERS = 40;
    private static final int RTP_PORTS = 1000; // half for the service, the rest for telephones
    private static final AtomicInteger NEXT_RTP_PORT = new AtomicInteger(20_000);

    private final Lab lab;
    private final Path config;
    private final VoiceService service;
    private final Telephone telephone;
    private final MailboxServer exchange;
    private final AtomicInteger nextExtension = new AtomicInteger(FIRST_EXTENSION);

    private Site(Lab lab, Path config, VoiceService service, Telephone telephone, MailboxServer exchange) {
        this.lab = lab;
        this.config = config;
        this.service = service;
        this.telephone = telephone;
        this.exchange = exchange;
    }

    /** Somebody with a mailbox. */
    record Owner(String extension) {
        SmtpAddress mailbox() {
            return new SmtpAddress("m" + extension + "@example.com");
        }
    }

    static Site start(Path directory) throws IOException {
        Lab lab = startLab();
        return start(lab, writeConfig(directory, lab, freePorts(), 0, ""));
    }

    /** With a lab and a configuration of one's own. */
    static Site start(Lab lab, Path config) throws IOException {
        return new Site(lab, config, VoiceService.start(ConfigLoader.load(config, Map.of())),
                Telephone.start(freePorts()), exchange(lab));
    }

    static Lab startLab() throws IOException {
        return Lab.start(labSettings());
    }

    static LabSettings labSettings() {
        return LabSettings.inMemory(owners().map(owner -> owner.mailbox().value()).toArray(String[]::new));
    }

    private static java.util.stream.Stream<Owner> owners() {
        return IntStream.range(FIRST_EXTENSION, FIRST_EXTENSION + OWNERS).mapToObj(n -> new Owner(String.valueOf(n)));
    }

    /** A range of 500 ports that no other site of this process has. */
    static int freePorts() {
        return NEXT_RTP_PORT.getAndAdd(RTP_PORTS / 2);
    }

    /**
     * A port that nobody has, neither for UDP nor for TCP, and that the kernel gives to nobody: below the ports of
     * outgoing connections, of which there are many here.
     */
    static int freePort() throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 20_000);
            try (var udp = new DatagramSocket(port, InetAddress.getLoopbackAddress());
                    var tcp = new ServerSocket(udp.getLocalPort(), 1, InetAddress.getLoopbackAddress())) {
                return tcp.getLocalPort();
            } catch (BindException taken) {
                continue;
            }
        }
        throw new BindException("no port between 10000 and 20000 is free");
    }

    /** @param more further lines of YAML, not indented */
    static Path writeConfig(Path directory, Lab lab, int firstPort, int sipPort, String more) throws IOException {
        Files.writeString(directory.resolve("password"), "secret\n");
        writeGreeting(directory.resolve("greeting.wav"));
        String subscribers = owners().map(owner -> "  - { mailbox: %s, numbers: [\"%s\"], greeting: greeting.wav }"
                .formatted(owner.mailbox(), owner.extension())).collect(Collectors.joining("\n"));
        return Files.writeString(directory.resolve("voxpost.yaml"), """
                exchange:
                  ews-url: %s
                  account: { user: svc, password-file: password }
                  sender: voicemail@example.com
                sip:
                  listeners: [ { transport: udp, port: %d }, { transport: tcp, port: %d } ]
                  peers: [ { name: pbx, sources: [127.0.0.1], own-numbers: ["8000"] } ]
                  ack-patience: 10 s
                recording: { silence: 60 s }
                media: { first-port: %d, last-port: %d, port-rest: 0 s }
                state: { directory: state, stop-below: 0 B, resume-above: 0 B }
                http: { port: 0 }
                delivery: { first-retry: 200 ms, longest-retry: 1 s, abandoned-after: 1 s, break-for: 200 ms }
                %s
                subscribers:
                %s
                """.formatted(lab.ewsUrl(), sipPort, sipPort, firstPort, firstPort + 499, more, subscribers));
    }

    private static void writeGreeting(Path file) throws IOException {
        byte[] tone = Samples.bytes(new SineTone(440, 300, -20).samples(8000));
        try (var out = Files.newOutputStream(file)) {
            out.write(WavHeader.of(AudioFormat.PCM_8000, tone.length));
            out.write(tone);
        }
    }

    static MailboxServer exchange(Lab lab) {
        return EwsProvider.server(EwsSettings.of(lab.ewsUrl(),
                new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC)));
    }

    /** The next mailbox, empty. */
    Owner owner() {
        return new Owner(String.valueOf(nextExtension.getAndIncrement()));
    }

    Lab lab() {
        return lab;
    }

    Path config() {
        return config;
    }

    Telephone telephone() {
        return telephone;
    }

    int httpPort() {
        return service.httpPort();
    }

    int sipPort() {
        return service.listeners().getFirst().port();
    }

    SipUri pilot() {
        return SipUri.of("8000", "127.0.0.1", sipPort());
    }

    PhoneCall dialDiverted(Owner owner) {
        return telephone.dialDiverted(pilot(), CAROL, owner.extension());
    }

    static List<HeaderLine> divertedFrom(Owner owner) {
        return List.of(new HeaderLine("Diversion", "<sip:" + owner.extension() + "@127.0.0.1>;reason=no-answer"));
    }

    Mailbox open(Owner owner) {
        return exchange.open(owner.mailbox());
    }

    /** Everything in the Inbox, missed calls too. */
    List<ItemSummary> inbox(Owner owner) {
        try (Mailbox mailbox = open(owner)) {
            return mailbox.list(new ItemQuery(ItemQuery.voice().folder(), false, false, 100));
        }
    }

    /** How many items lie anywhere in the mailbox; the lab's faults do not see this. */
    long stored(Owner owner) {
        return lab.store().mailbox(owner.mailbox()).orElseThrow().allItems().stream()
                .filter(item -> item.messageClass().startsWith("IPM.Note")).count();
    }

    /** Waits for the first voice message. */
    ItemSummary arrival(Owner owner) throws InterruptedException {
        try (Mailbox mailbox = open(owner)) {
            return Delivered.await(mailbox, Set.of(), PATIENCE).orElseThrow();
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
