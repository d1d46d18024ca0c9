package org.voxpost.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.Calendar.Appointment;
import org.voxpost.mailbox.Calendar.Busy;
import org.voxpost.mailbox.Calendar.Status;
import org.voxpost.mailbox.Contacts.Contact;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.MailReader.Line;
import org.voxpost.mailbox.MailReader.Mail;
import org.voxpost.mailbox.MailboxSettings.Value;
import org.voxpost.mailbox.OutOfOffice.Mode;
import org.voxpost.mailbox.OutgoingItem.AudioAttachment;
import org.voxpost.mailbox.UnifiedMessaging.PhoneCall;
import org.voxpost.mailbox.UnifiedMessaging.Reason;
import org.voxpost.mailbox.UnifiedMessaging.Refused;
import org.voxpost.mailbox.UnifiedMessaging.State;

/** What every protocol with facets owes its callers. The test class fills the server. */
@Timeout(60)
public interface FacetsContract {
    Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    MailboxFacets facets();

    /** Nothing is in his mailbox when a test begins. */
    SmtpAddress owner();

    /** Somebody else with an empty mailbox on the same server. */
    SmtpAddress other();

    void fillAppointment(String subject, String location, Instant from, Instant until, Status status);

    void fillContact(String name, String company, String email, String business, String mobile);

    /** Puts a plain mail of the other one to the owner and {@code cc} into the owner's Inbox. */
    ItemId fillMail(String subject, String text, SmtpAddress cc);

    /** Puts a voice message there. */
    ItemId fillVoice();

    private OutOfOffice outOfOffice() {
        return facets().outOfOffice();
    }

    @Test
    default void nobodyIsAwayUntilHeSaysSo() {
        assertThat(outOfOffice().state(owner()).mode()).isEqualTo(Mode.OFF);

        outOfOffice().set(owner(), true);
        assertThat(outOfOffice().state(owner()).isOn(NINE)).isTrue();
        assertThat(outOfOffice().state(other()).isOn(NINE)).isFalse();

        outOfOffice().set(owner(), false);
        assertThat(outOfOffice().state(owner()).isOn(NINE)).isFalse();
    }

    @Test
    default void availabilityTellsWhenPeopleAreBusyAndLeavesOutStrangers() {
        fillAppointment("Budget", "Room 1", NINE, NINE.plusSeconds(3600), Status.BUSY);
        fillAppointment("Lunch", "", NINE.plusSeconds(7200), NINE.plusSeconds(9000), Status.FREE);
        fillAppointment("Away", "", NINE.plusSeconds(10_000), NINE.plusSeconds(20_000), Status.OUT_OF_OFFICE);
        SmtpAddress stranger = new SmtpAddress("stranger@elsewhere.example");

        Map<SmtpAddress, List<Busy>> found = facets().calendar().availability(Set.of(owner(), other(), stranger),
                NINE.minusSeconds(3600), NINE.plus(Duration.ofHours(8)));

        assertThat(found).containsOnlyKeys(owner(), other());
        assertThat(found.get(other())).isEmpty();
        assertThat(found.get(owner())).containsExactly(new Busy(NINE, NINE.plusSeconds(3600), Status.BUSY),
                new Busy(NINE.plusSeconds(10_000), NINE.plusSeconds(20_000), Status.OUT_OF_OFFICE));
    }

    @Test
    default void anAvailabilityOfTooManyDaysIsNotAskedFor() {
        assertThatThrownBy(
                () -> facets().calendar().availability(Set.of(owner()), NINE, NINE.plus(Duration.ofDays(43))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void appointmentsComeInOrderOfTimeAndOnlyThoseAskedFor() {
        fillAppointment("Second", "Room 2", NINE.plusSeconds(7200), NINE.plusSeconds(9000), Status.TENTATIVE);
        fillAppointment("First", "Room 1", NINE, NINE.plusSeconds(3600), Status.BUSY);
        fillAppointment("Tomorrow", "", NINE.plus(Duration.ofDays(1)), NINE.plus(Duration.ofDays(2)), Status.BUSY);

        List<Appointment> found = facets().calendar().appointments(owner(), NINE, NINE.plus(Duration.ofHours(8)));

        assertThat(found).extracting(Appointment::subject).containsExactly("First", "Second");
        assertThat(found.getFirst().location()).isEqualTo("Room 1");
        assertThat(found.getFirst().from()).isEqualTo(NINE);
        assertThat(found.getLast().status()).isEqualTo(Status.TENTATIVE);
        assertThat(found.getFirst().organizer()).isNotEmpty();
    }

    @Test
    default void contactsComeAllWithTheirTelephones() {
        for (int i = 0; i < 510; i++) { // more than a page
            fillContact("Kim " + i, "Corp", "kim" + i + "@kim.example", "+4681" + i, "070-" + i);
        }
        List<Contact> met = new ArrayList<>();

        facets().contacts().walk(owner(), met::add);

        assertThat(met).hasSize(510).extracting(Contact::id).doesNotHaveDuplicates();
        assertThat(met).filteredOn(c -> c.displayName().equals("Kim 7")).singleElement().satisfies(c -> {
            assertThat(c.company()).isEqualTo("Corp");
            assertThat(c.addresses()).containsExactly(new SmtpAddress("kim7@kim.example"));
            assertThat(c.phones()).containsExactlyInAnyOrder(new Phone(Kind.BUSINESS, "+46817"),
                    new Phone(Kind.MOBILE, "070-7"));
        });
    }

    @Test
    default void mailIsListedWithoutVoiceMessagesAndReadAsText() {
        fillVoice();
        ItemId id = fillMail("Budget", "Numbers attached.", other());

        List<Line> lines = facets().mail().list(owner(), false, 10);
        Mail mail = facets().mail().read(owner(), id);

        assertThat(lines).extracting(Line::subject).containsExactly("Budget");
        assertThat(lines.getFirst().from()).contains(other());
        assertThat(lines.getFirst().read()).isFalse();
        assertThat(mail.text()).contains("Numbers attached.");
        assertThat(mail.line().id()).isEqualTo(id);
        assertThat(facets().mail().list(owner(), true, 10)).hasSize(1);
    }

    @Test
    default void aReplyReachesTheSenderWithAndWithoutARecording() {
        ItemId id = fillMail("Budget", "Numbers attached.", other());

        facets().mail().reply(owner(), id, false, "Thanks.", Optional.empty());
        facets().mail().reply(owner(), id, true, "Listen.", Optional.of(new AudioAttachment(
                new AttachmentName("answer.mp3"), "audio/mp3", AudioSource.of(SampleItems.noise(5000, 1)))));

        List<Line> arrived = facets().mail().list(other(), false, 10);
        assertThat(arrived).isNotEmpty().extracting(Line::subject).containsOnly("RE: Budget");
        List<Mail> mails = arrived.stream().map(l -> facets().mail().read(other(), l.id())).toList();
        assertThat(mails).anySatisfy(m -> {
            assertThat(m.text()).startsWith("Thanks.").contains("Numbers attached.");
            assertThat(m.attachments()).isEmpty();
        });
        assertThat(mails).anySatisfy(m -> {
            assertThat(m.text()).startsWith("Listen.");
            assertThat(m.attachments()).containsExactly(new AttachmentName("answer.mp3"));
        });
    }

    @Test
    default void whatIsGoneIsNoSuchItem() {
        ItemId gone = new ItemId("ews", "AAMkAGNvbm9zdWNoaXRlbQ==");

        assertThatThrownBy(() -> facets().mail().read(owner(), gone)).isInstanceOf(MailboxException.NoSuchItem.class);
        assertThatThrownBy(() -> facets().mail().reply(owner(), gone, false, "x", Optional.empty()))
                .isInstanceOf(MailboxException.NoSuchItem.class);
    }

    @Test
    default void aCallThatPlaysAMessageIsFollowedUntilItIsEnded() {
        ItemId message = fillVoice();
        PlayOnPhone phone = facets().playOnPhone();

        PhoneCall call = phone.play(owner(), message, "+46 8 555 100");

        assertThat(phone.progress(owner(), call).state()).isNotEqualTo(State.DISCONNECTED);
        phone.disconnect(owner(), call);
        assertThat(phone.progress(owner(), call).state()).isEqualTo(State.DISCONNECTED);
    }

    @Test
    default void playOnPhoneRefusesWhatItDoesNotKnowAndWhatItMayNotDial() {
        ItemId message = fillVoice();
        PlayOnPhone phone = facets().playOnPhone();

        refused(Reason.DIALING_RULES, () -> phone.play(owner(), message, "the boss"));
        refused(Reason.NO_SUCH_ITEM,
                () -> phone.play(owner(), new ItemId("ews", "AAMkAGNvbm9zdWNoaXRlbQ=="), "2001"));
        refused(Reason.NO_SUCH_CALL, () -> phone.progress(owner(), new PhoneCall("nobody's")));
        refused(Reason.NO_SUCH_CALL, () -> phone.disconnect(owner(), new PhoneCall("nobody's")));
    }

    private static void refused(Reason reason, ThrowingCallable asked) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(Refused.class,
                e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    default void settingsAreKeptWithTheirTypesInTheMailboxTheyBelongTo() {
        MailboxSettings settings = facets().settings();
        Map<String, Value> entries = Map.of("greeting", Value.of("personal & <short>"), "rings", Value.of(4), "away",
                Value.of(true));
        assertThat(settings.dictionary(owner(), "Voxpost.Test")).isEmpty();

        settings.setDictionary(owner(), "Voxpost.Test", entries);
        assertThat(settings.dictionary(owner(), "Voxpost.Test")).isEqualTo(entries);
        assertThat(settings.dictionary(owner(), "Voxpost.Other")).isEmpty();
        assertThat(settings.dictionary(other(), "Voxpost.Test")).isEmpty();

        settings.setDictionary(owner(), "Voxpost.Test", Map.of("rings", Value.of(5)));
        assertThat(settings.dictionary(owner(), "Voxpost.Test")).isEqualTo(Map.of("rings", Value.of(5)));

        settings.delete(owner(), "Voxpost.Test");
        settings.delete(owner(), "Voxpost.Test");
        assertThat(settings.dictionary(owner(), "Voxpost.Test")).isEmpty();
    }

    @Test
    default void aGreetingIsKeptBesideSettingsAndIsNoMail() {
        MailboxSettings settings = facets().settings();
        byte[] greeting = SampleItems.noise(200_000, 1);
        assertThat(settings.data(owner(), "Voxpost.Test")).isEmpty();

        settings.setData(owner(), "Voxpost.Test", greeting);
        settings.setDictionary(owner(), "Voxpost.Test", Map.of("rings", Value.of(4)));
        assertThat(settings.data(owner(), "Voxpost.Test")).hasValue(greeting);

        byte[] second = SampleItems.noise(1000, 2);
        settings.setData(owner(), "Voxpost.Test", second);
        assertThat(settings.data(owner(), "Voxpost.Test")).hasValue(second);
        assertThat(settings.dictionary(owner(), "Voxpost.Test")).isEqualTo(Map.of("rings", Value.of(4)));
        assertThat(facets().mail().list(owner(), false, 10)).isEmpty();
    }

    @Test
    default void settingsThatAreTooLongOrHaveNoProperNameAreNotSent() {
        MailboxSettings settings = facets().settings();

        assertThatThrownBy(() -> settings.setData(owner(), "Voxpost.Test", new byte[MailboxSettings.LONGEST_DATA + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings.data(owner(), "no name")).isInstanceOf(IllegalArgumentException.class);
    }
}
