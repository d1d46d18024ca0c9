package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.voxpost.demo.Ear.SPEECH;
import static org.voxpost.demo.Ear.leaveMessage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.lab.Lab;
import org.voxpost.lab.fault.Fault;
import org.voxpost.sip.SipStatus;

/** Whatever Exchange does, the caller notices nothing and the message arrives once, or waits. */
@Timeout(180)
class FaultyExchangeTest {
    /** Connections are refused first: later there is one that stays open. */
    private static final List<String> FAULTS = List.of("refuse*2", "slow=1500@CreateItem*1", "cut=20@CreateItem*1",
            "lost@CreateItem*1", "503@CreateItem*1", "busy=100@CreateItem*1", "html@CreateItem*1",
            "badxml@CreateItem*1");

    @TempDir
    Path directory;

    @Test
    void whateverFailsForAWhileTheMessageArrivesOnce() throws Exception {
        var owners = new ArrayList<Site.Owner>();
        try (Site site = Site.start(directory); var ear = new Ear(directory)) {
            for (String fault : FAULTS) {
                site.lab().faults().order(Fault.parse(fault));
                owners.add(site.owner());
                leaveMessage(site, owners.getLast(), Telephone.G711, SPEECH);
                await(fault).atMost(Site.PATIENCE).until(() -> site.stored(owners.getLast()) > 0);
                assertThat(site.lab().faults().ordered()).as(fault).isEmpty();
            }

            await().during(2, TimeUnit.SECONDS).atMost(Site.PATIENCE).untilAsserted(() -> owners
                    .forEach(owner -> assertThat(site.stored(owner)).as(owner.extension()).isEqualTo(1)));
            for (Site.Owner owner : owners) {
                assertThat(ear.match(site, owner, SPEECH)).as(FAULTS.get(owners.indexOf(owner)))
                        .matches(AudioMatch::complete);
            }
        }
    }

    @Test
    void whoCallsAMailboxThatIsKnownToBeFullHearsSoAndIsNotAskedToSpeak() throws Exception {
        try (Site site = Site.start(directory)) {
            var owner = site.owner();
            site.lab().faults().order(Fault.parse("quota@CreateItem*1"));
            leaveMessage(site, owner, Telephone.G711, SPEECH);
            await().atMost(Site.PATIENCE).until(() -> metrics(site), text -> counted(text, "outcome=\"full\""));

            try (PhoneCall call = site.dialDiverted(owner)) {
                assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
                assertThat(call.awaitBeep(Site.PATIENCE)).as("a beep").isFalse();
                await("the service hangs up").atMost(Site.PATIENCE).until(call::ended);
                assertThat(call.heard()).as("words of more than a second").hasSizeGreaterThan(8000);
            }

            assertThat(metrics(site).lines().filter(line -> line.startsWith("voxpost_calls_total")
                    && line.contains("outcome=\"mailbox_full\""))).singleElement().asString().endsWith(" 1.0");
            assertThat(site.stored(owner)).isZero();
        }
    }

    @Test
    void aCertificateNobodyVouchesForKeepsTheMessageWaiting() throws Exception {
        Lab lab = Lab.start(Site.labSettings().withTls());
        try (Site site = Site.start(lab, Site.writeConfig(directory, lab, Site.freePorts(), 0, ""))) {
            var owner = site.owner();

            leaveMessage(site, owner, Telephone.G711, SPEECH);

            await().atMost(Site.PATIENCE).until(() -> metrics(site), text -> counted(text, "outcome=\"unavailable\""));
            assertThat(site.stored(owner)).isZero();
            assertThat(waiting(metrics(site))).isEqualTo(1);
        }
    }

    @Test
    void aRejectedAccountKeepsTheMessageWaiting() throws Exception {
        Lab lab = Site.startLab();
        Path config = Site.writeConfig(directory, lab, Site.freePorts(), 0, "");
        Files.writeString(directory.resolve("password"), "wrong\n");
        try (Site site = Site.start(lab, config)) {
            var owner = site.owner();

            leaveMessage(site, owner, Telephone.G711, SPEECH);

            await().atMost(Site.PATIENCE).until(() -> metrics(site), text -> counted(text, "outcome=\"account\""));
            assertThat(site.stored(owner)).isZero();
            assertThat(waiting(metrics(site))).isEqualTo(1);
        }
    }

    private static boolean counted(String metrics, String label) {
        return metrics.lines().anyMatch(line -> line.startsWith("voxpost_deliver") && line.contains(label));
    }

    private static double waiting(String metrics) {
        return metrics.lines().filter(line -> line.startsWith("voxpost_spool_") && line.contains("waiting"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    private static String metrics(Site site) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.httpPort() + "/metrics"))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
