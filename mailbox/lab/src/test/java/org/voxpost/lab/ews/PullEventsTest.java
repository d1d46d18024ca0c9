package org.voxpost.lab.ews;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;

/** Watching a server that knows no streaming: it is asked for events. */
@Timeout(60)
class PullEventsTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final SmtpAddress BO = new SmtpAddress("bo@corp.example");

    private Lab lab;
    private MailboxServer server;
    private final List<SmtpAddress> changed = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value(), BO.value()));
        lab.faults().order(Fault.of(FaultKind.ERROR).value("ErrorInvalidOperation").on("GetStreamingEvents"));
        server = EwsProvider.server(EwsSettings.of(lab.ewsUrl(),
                new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC))
                .withVersion("Exchange2007_SP1"));
    }

    @AfterEach
    void stop() {
        server.close();
        lab.close();
    }

    private void awaitChange(SmtpAddress owner) {
        Awaitility.await().atMost(40, TimeUnit.SECONDS).until(() -> changed.contains(owner));
    }

    private void deliver() {
        server.open(IVY).deliver(SampleItems.missedCall(IVY), DeliveryId.random());
    }

    @Test
    void aDeliveryIsToldOnceForItsMailboxOnly() {
        EwsSettings quick = EwsSettings.of(lab.ewsUrl(),
                new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC))
                .withVersion("Exchange2007_SP1").withEvents(Duration.ofMillis(200));
        try (MailboxServer asking = EwsProvider.server(quick);
                MailboxServer.Watch watch = asking.watch(Set.of(IVY, BO), c -> changed.add(c.owner()))) {
            assertThat(watch).isNotNull();
            awaitChange(IVY);
            awaitChange(BO);
            changed.clear();

            deliver();
            awaitChange(IVY);
            assertThat(changed).doesNotContain(BO);

            changed.clear();
            lab.faults().order(Fault.of(FaultKind.ERROR).value("ErrorSubscriptionNotFound").on("GetEvents").times(2));
            awaitChange(IVY); // subscribed anew, so it may have changed
            awaitChange(BO);
            changed.clear();
            deliver();
            awaitChange(IVY);
        }
    }
}
