package org.voxpost.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.media.Transcoder;
import org.voxpost.media.ffmpeg.FfmpegTranscoder;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Leaves a voicemail for extension 2001, tells what arrived in the mailbox, and stays up for calls of one's own. */
@Command(name = "voxpost demo", mixinStandardHelpOptions = true, description = "Leaves a voicemail on loopback and shows how it arrives.")
public final class Demo implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_RTP_PORT = 24000;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

    @Option(names = "--exit", description = "check what arrived and end: 0 if all is right")
    private boolean exit;

    @Option(names = "--sip-port", paramLabel = "PORT", defaultValue = "5060", description = "SIP port, another if it is taken (${DEFAULT-VALUE})")
    private int sipPort = 5060;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Demo()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        var story = new Story(spec.commandLine().getOut());
        try {
            Path directory = Files.createTempDirectory("voxpost-demo-");
            story.line("Voxpost demo, all on loopback. State, configuration and logs: " + directory);
            try (DemoSite site = DemoSite.start(directory, sipPort, story)) {
                return run(site, story);
            }
        } catch (IOException | RuntimeException failed) {
            story.line("The demo failed: " + failed.getMessage());
            return 1;
        }
    }

    private int run(DemoSite site, Story story) throws IOException, InterruptedException {
        var stopping = Thread.ofPlatform().name("demo-stop").unstarted(site::close);
        Runtime.getRuntime().addShutdownHook(stopping);
        try (MailboxServer exchange = site.exchange();
                Mailbox mailbox = exchange.open(DemoSite.ALICE);
                Transcoder transcoder = FfmpegTranscoder.start(1)) {
            Set<ItemId> known = new HashSet<>();
            Verdict verdict = leaveMessage(site, mailbox, transcoder, known, story);
            verdict.faults().forEach(fault -> story.line("  WRONG: " + fault));
            story.line(verdict.good() ? "Everything is as it should be." : "That is not as it should be.");
            if (!exit) {
                new MailboxWatcher(mailbox, known, story).watch(site);
            }
            return verdict.good() ? 0 : 1;
        }
    }

    private static Verdict leaveMessage(DemoSite site, Mailbox mailbox, Transcoder transcoder, Set<ItemId> known,
            Story story) throws IOException, InterruptedException {
        short[] speech = Samples.demoSpeech();
        try (Telephone telephone = Telephone.start(FIRST_RTP_PORT);
                PhoneCall call = telephone.dialDiverted(SipUri.of(DemoSite.PILOT, "127.0.0.1", site.sipPort()),
                        new SipAddress("", SipUri.of(DemoSite.CALLER, "127.0.0.1", 0)), DemoSite.EXTENSION)) {
            story.tell(DemoSite.CALLER + " called Alice at " + DemoSite.EXTENSION
                    + "; nobody answered and the call was diverted to Voxpost");
            SipStatus status = call.awaitAnswer(PATIENCE);
            if (!status.isSuccess()) {
                throw new IOException("the call was answered " + status.code() + " " + status.reason());
            }
            story.tell("answered; the greeting plays");
            if (!call.awaitBeep(PATIENCE)) {
                throw new IOException("no beep was heard");
            }
            story.tell("the beep was heard; she speaks");
            call.speak(speech);
            call.hangUp();
            Talked talked = call.talked();
            story.tell("she hung up %.1f s after the beep".formatted(talked.time().toMillis() / 1000.0));
            Optional<ItemSummary> item = Delivered.await(mailbox, known, PATIENCE);
            if (item.isEmpty()) {
                throw new IOException(
                        "nothing arrived in the mailbox; the log is " + site.directory().resolve("voxpost.log"));
            }
            story.tell("the message lies in Alice's Inbox, read back over EWS:");
            known.add(item.get().id());
            Delivered delivered = Delivered.read(mailbox, item.get().id(), transcoder, site.directory());
            tell(delivered, story);
            return Verdict.of(delivered, DemoSite.CALLER, call.sipCallId(), talked, speech);
        }
    }

    private static void tell(Delivered delivered, Story story) {
        ItemSummary item = delivered.message().summary();
        story.fact("caller", item.caller().label() + " (" + item.caller().number() + "), by the address book");
        story.fact("for", DemoSite.ALICE);
        story.fact("item class", item.messageClass());
        story.fact("subject", item.subject());
        story.fact("state", item.read() ? "read" : "unread");
        delivered.message().audio().forEach(audio -> story.fact("attachment", "%s, %s, %.1f s, %d bytes".formatted(
                audio.name(), audio.contentType(), delivered.length().toMillis() / 1000.0, delivered.sizeBytes())));
    }
}
