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
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;

/** A watch that gets no notification at all learns what changed by SyncFolderItems. */
@Timeout(60)
class MissedChangesTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");

    private final List<SmtpAddress> changed = new CopyOnWriteArrayList<>();
    private Lab lab;
    private MailboxServer server;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value()));
        server = EwsProvider.server(EwsSettings.of(lab.ewsUrl(),
                new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC))
                .withVersion("Exchange2007_SP1") // does not stream, and is asked for events
                .withEvents(Duration.ofHours(1)) // once
                .withRecount(Duration.ofMillis(20)).withMoment(Duration.ofMillis(20)));
    }

    @AfterEach
    void stop() {
        server.close();
        lab.close();
    }

    /** More than an answer may hold. */
    private void fillInbox() {
        LabMailbox ivy = lab.store().mailbox(IVY).orElseThrow();
        PropertyBag mail = PropertyBag.empty().with(Tags.MESSAGE_CLASS, "IPM.Note").with(Tags.SUBJECT, "Lunch");
        for (int i = 0; i < 600; i++) {
            ivy.create(LabItem.unsaved(FolderRole.INBOX.id(), false, mail, List.of(), List.of()));
        }
    }

    private void awaitChange() {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> changed.contains(IVY));
        changed.clear();
    }

    private void awaitQuiet() {
        changed.clear();
        Awaitility.await().during(300, TimeUnit.MILLISECONDS).atMost(20, TimeUnit.SECONDS).until(() -> {
            boolean quiet = changed.isEmpty();
            changed.clear();
            return quiet;
        });
    }

    @Test
    void voiceMessagesThatComeAreHeardAndGoAreToldAndNothingElse() {
        fillInbox();
        try (Mailbox ivy = server.open(IVY); var watch = server.watch(Set.of(IVY), c -> changed.add(c.owner()))) {
            assertThat(watch).isNotNull();
            awaitChange();
            awaitQuiet(); // the first look has been told

            ItemId id = ivy.deliver(SampleItems.voice(IVY, SampleItems.noise(100, 1)), DeliveryId.random());
            awaitChange();

            ivy.mark(id, Flag.READ, true);
            awaitChange();

            ivy.deliver(SampleItems.missedCall(IVY), DeliveryId.random());
            awaitQuiet();

            ivy.delete(id);
            awaitChange();
        }
    }
}
