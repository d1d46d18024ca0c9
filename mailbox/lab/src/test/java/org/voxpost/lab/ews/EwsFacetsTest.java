package org.voxpost.lab.ews;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.store.Appointment;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PersonalContact;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.Calendar.Status;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.FacetsContract;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;

/** Our facets over EWS against the lab. */
class EwsFacetsTest implements FacetsContract {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final SmtpAddress BO = new SmtpAddress("bo@corp.example");

    private Lab lab;
    private EwsSettings settings;
    private MailboxFacets facets;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value(), BO.value()));
        settings = EwsSettings.of(lab.ewsUrl(),
                new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC));
        facets = EwsProvider.facets(settings);
    }

    @AfterEach
    void stop() {
        facets.close();
        lab.close();
    }

    @Override
    public MailboxFacets facets() {
        return facets;
    }

    @Override
    public SmtpAddress owner() {
        return IVY;
    }

    @Override
    public SmtpAddress other() {
        return BO;
    }

    private LabMailbox ivy() {
        return lab.store().mailbox(IVY).orElseThrow();
    }

    @Override
    public void fillAppointment(String subject, String location, Instant from, Instant until, Status status) {
        new Appointment(subject, location, from, until, status.ordinal()).addTo(ivy());
    }

    @Override
    public void fillContact(String name, String company, String email, String business, String mobile) {
        new PersonalContact(name, company, email, business, mobile).addTo(ivy());
    }

    @Override
    public ItemId fillMail(String subject, String text, SmtpAddress cc) {
        PropertyBag bag = PropertyBag.empty().with(Tags.MESSAGE_CLASS, "IPM.Note").with(Tags.SUBJECT, subject)
                .with(Tags.BODY, text).with(Tags.MESSAGE_FLAGS, 0).with(Tags.SENT_REPRESENTING_NAME, "Bo")
                .with(Tags.SENT_REPRESENTING_EMAIL_ADDRESS, BO.value())
                .with(Tags.SENT_REPRESENTING_SMTP_ADDRESS, BO.value());
        LabItem item = ivy().create(LabItem.unsaved(FolderRole.INBOX.id(), false, bag,
                List.of(ItemPeople.recipient(1, "Ivy", IVY.value()), ItemPeople.recipient(2, "Cc", cc.value())),
                List.of()));
        return new ItemId(EwsProvider.PROTOCOL, Ids.item(ivy(), item.id()));
    }

    @Override
    public ItemId fillVoice() {
        try (MailboxServer server = EwsProvider.server(settings)) {
            return server.open(IVY).deliver(SampleItems.voice(IVY, SampleItems.noise(100, 1)), DeliveryId.random());
        }
    }
}
