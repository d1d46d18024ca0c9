package org.voxpost.lab.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabChange;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.MailboxContract;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;

/** Our EWS client against a server with the habits that some have: it owes its callers the same. */
class EwsOddServerTest implements MailboxContract {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");

    private Lab lab;
    private MailboxServer server;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value()));
        for (FaultKind habit : List.of(FaultKind.DROPS_FILES, FaultKind.NO_CHUNKED, FaultKind.FAULT_200,
                FaultKind.NINE_DIGITS)) {
            lab.faults().order(Fault.of(habit));
        }
        server = EwsProvider.server(EwsSettings.of(lab.ewsUrl(),
                new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC)));
    }

    @AfterEach
    void stop() {
        server.close();
        lab.close();
    }

    @Override
    public MailboxServer server() {
        return server;
    }

    @Override
    public SmtpAddress owner() {
        return IVY;
    }

    private LabMailbox store() {
        return lab.store().mailbox(IVY).orElseThrow();
    }

    private void deliver(DeliveryId id) {
        server.open(IVY).deliver(SampleItems.voice(IVY, SampleItems.noise(3000, 1)), id);
    }

    @Test
    void whatAServerLosesIsFoundOutOnceAndNothingHalfIsLeft() {
        deliver(DeliveryId.random());
        long before = store().lastChange();
        deliver(DeliveryId.random());

        assertThat(store().items(FolderRole.INBOX.id(), false)).hasSize(2)
                .allSatisfy(item -> assertThat(item.attachments()).hasSize(1))
                .extracting(LabItem::messageClass).containsOnly("IPM.Note.Microsoft.Voicemail.UM.CA");
        assertThat(store().changesAfter(before).orElseThrow()).as("the second went the right way at once")
                .extracting(LabChange::kind).containsExactly(LabChange.Kind.CREATED);
    }

    @Test
    void oneThatLostItsRecordingIsNotFoundAsDelivered() {
        DeliveryId id = DeliveryId.random();
        lab.faults().order(Fault.of(FaultKind.UNAVAILABLE).value(0).on("GetItem").times(1));
        assertThatThrownBy(() -> deliver(id)).as("stored, but was it whole?")
                .isInstanceOf(MailboxException.OutcomeUnknown.class);
        lab.faults().clear();
        lab.faults().order(Fault.of(FaultKind.DROPS_FILES));

        try (MailboxServer another = EwsProvider.server(EwsSettings.of(lab.ewsUrl(),
                new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC)))) {
            assertThat(another.open(IVY).find(id)).isEmpty();
        }
        assertThat(store().items(FolderRole.INBOX.id(), false)).isEmpty();
    }

    @Test
    void aFaultWithStatus200IsAFault() {
        lab.faults().order(Fault.of(FaultKind.BUSY).value(5000).on("FindItem").times(1));

        assertThatThrownBy(() -> server.open(IVY).counts())
                .isInstanceOfSatisfying(MailboxException.Unavailable.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(5)));
    }
}
