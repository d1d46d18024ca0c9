package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.voxpost.demo.Ear.SPEECH;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.lab.Lab;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.service.Voxpost;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** The service as a process of its own is asked to stop (SIGTERM) while somebody speaks. */
@Timeout(180)
class StoppingTest {
    private static final Site.Owner OWNER = new Site.Owner("2001");

    @TempDir
    Path directory;
    private Lab lab;
    private Path config;
    private Telephone telephone;
    private int sipPort;

    @BeforeEach
    void start() throws IOException {
        sipPort = Site.freePort();
        lab = Site.startLab();
        config = Site.writeConfig(directory, lab, Site.freePorts(), sipPort, "");
        telephone = Telephone.start(Site.freePorts());
    }

    @AfterEach
    void stop() {
        telephone.close();
        lab.close();
    }

    private ChildProcess service() throws IOException, InterruptedException {
        ChildProcess service = ChildProcess.start("service", List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                Voxpost.class.getName(), List.of("run", "--until-eof", "--config", config.toString()),
                directory.resolve("voxpost.log"));
        service.awaitReady(Site.PATIENCE);
        return service;
    }

    private PhoneCall dial() {
        return telephone.dialDiverted(SipUri.of("8000", "127.0.0.1", sipPort), Site.CAROL, OWNER.extension());
    }

    /** Speaks, has the service stopped meanwhile, speaks on, hangs up. @return the service's exit status */
    private int stoppedWhileSomebodySpeaks(ChildProcess service) throws InterruptedException {
        CompletableFuture<Integer> ended;
        try (PhoneCall call = dial()) {
            assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(call.awaitBeep(Site.PATIENCE)).isTrue();
            ended = CompletableFuture.supplyAsync(() -> {
                try {
                    return service.stop();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            }, Thread::startVirtualThread); // the common pool has one thread here, and the other test waits on it
            await().atMost(Site.PATIENCE).untilAsserted(() -> {
                try (PhoneCall late = dial()) {
                    assertThat(late.awaitAnswer(Site.PATIENCE).code()).isEqualTo(503);
                }
            });
            call.speak(SPEECH);
        }
        return ended.join();
    }

    private AudioMatch delivered() throws IOException, InterruptedException {
        try (MailboxServer exchange = Site.exchange(lab);
                Mailbox mailbox = exchange.open(OWNER.mailbox());
                var transcoder = org.voxpost.media.ffmpeg.FfmpegTranscoder.start(1)) {
            var item = Delivered.await(mailbox, Set.of(), Site.PATIENCE).orElseThrow();
            return AudioMatch.of(SPEECH, Delivered.read(mailbox, item.id(), transcoder, directory).samples());
        }
    }

    private long stored() {
        return lab.store().mailbox(OWNER.mailbox()).orElseThrow().allItems().stream()
                .filter(item -> item.messageClass().startsWith("IPM.Note.Microsoft.Voicemail")).count();
    }

    @Test
    void newCallsAreRefusedTheOldOneGoesOnAndItsMessageIsDelivered() throws Exception {
        ChildProcess service = service();

        assertThat(stoppedWhileSomebodySpeaks(service)).isZero();

        assertThat(stored()).isEqualTo(1);
        assertThat(delivered()).matches(AudioMatch::complete);
    }

    @Test
    void whatCannotBeDeliveredIsKeptForTheNextStart() throws Exception {
        lab.faults().order(Fault.of(FaultKind.UNAVAILABLE).on("CreateItem"));
        ChildProcess service = service();

        assertThat(stoppedWhileSomebodySpeaks(service)).isZero();

        assertThat(stored()).isZero();
        lab.faults().clear();
        ChildProcess again = service();
        assertThat(delivered()).matches(AudioMatch::complete);
        assertThat(again.stop()).isZero();
        assertThat(stored()).isEqualTo(1);
    }
}
