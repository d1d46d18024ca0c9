package org.voxpost.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.MailboxServer.MailboxChanged;

/**
 * What every protocol owes its callers. Each protocol's test class implements it over a server of its own; what the
 * server's capabilities leave out is not asked for.
 */
@Timeout(120)
public interface MailboxContract {

    /** The server under test; the test class closes it. */
    MailboxServer server();

    /** Whose mailbox: empty when a test begins. */
    SmtpAddress owner();

    /** Somebody else with an empty mailbox on the same server, if there is one. */
    default Optional<SmtpAddress> otherOwner() {
        return Optional.empty();
    }

    /** False if the server stamps its own time of arrival. */
    default boolean keepsTimeOfDelivery() {
        return true;
    }

    /** True if all of these can be done; a test that needs more has nothing to say. */
    default boolean can(Capability... needed) {
        return server().capabilities().containsAll(List.of(needed));
    }

    private Mailbox mailbox() {
        return server().open(owner());
    }

    private OutgoingItem voice() {
        return SampleItems.voice(owner(), SampleItems.noise(20_001, 1));
    }

    @Test
    default void aDeliveredMessageIsListedUnreadWithWhoCalledAndHowLong() {
        if (!can(Capability.DELIVER, Capability.LIST)) {
            return;
        }
        ItemId stored = mailbox().deliver(voice(), DeliveryId.random());

        ItemSummary listed = mailbox().list(ItemQuery.voice()).getFirst();
        assertThat(mailbox().list(ItemQuery.voice())).hasSize(1);
        assertThat(listed.id()).isEqualTo(stored);
        assertThat(listed.messageClass()).isEqualToIgnoringCase(ItemKind.CALL_ANSWERING.messageClass());
        assertThat(listed.subject()).isEqualTo("Voice Mail from Bo Lind (14 seconds)");
        assertThat(listed.caller().number()).isEqualTo("+4655512345");
        assertThat(listed.caller().callerIdName()).isEqualTo("LIND BO");
        assertThat(listed.caller().person()).contains(SampleItems.BO);
        assertThat(listed.duration()).contains(Duration.ofSeconds(14));
        assertThat(listed.importance()).isEqualTo(Importance.NORMAL);
        assertThat(listed.read()).isFalse();
        if (keepsTimeOfDelivery()) {
            assertThat(listed.received()).isEqualTo(SampleItems.SPOKEN);
        }
    }

    @Test
    default void aDeliveredMessageReadsBackComplete() {
        if (!can(Capability.DELIVER, Capability.READ)) {
            return;
        }
        DeliveryId id = DeliveryId.random();
        ItemId stored = mailbox().deliver(voice(), id);

        VoiceMessage message = mailbox().read(stored);

        assertThat(message.summary().id()).isEqualTo(stored);
        assertThat(message.callId()).isEqualTo("a84b4c76e66710@pbx.corp.example");
        assertThat(message.internetMessageId()).isEqualTo(id.internetMessageId());
        assertThat(message.text()).contains("You have a voice message.");
        assertThat(message.draft()).as("a draft cannot be answered").isFalse();
        assertThat(message.audio()).singleElement().satisfies(a -> {
            assertThat(a.name()).isEqualTo(voice().audio().orElseThrow().name());
            assertThat(a.contentType()).isEqualTo("audio/mp3");
        });
    }

    @Test
    default void theAudioIsByteForByteWhatWasDelivered() throws IOException {
        if (!can(Capability.DELIVER, Capability.AUDIO)) {
            return;
        }
        for (int length : new int[]{1, 2, 3, 20_001}) {
            byte[] spoken = SampleItems.noise(length, length);
            OutgoingItem item = SampleItems.voice(owner(), spoken);
            ItemId stored = mailbox().deliver(item, DeliveryId.random());

            AudioSource audio = mailbox().audio(stored, item.audio().orElseThrow().name());

            assertThat(bytes(audio)).isEqualTo(spoken);
            assertThat(bytes(audio)).as("opened again").isEqualTo(spoken);
            if (audio.lengthBytes() >= 0) {
                assertThat(audio.lengthBytes()).isEqualTo(length);
            }
        }
    }

    private static byte[] bytes(AudioSource audio) throws IOException {
        try (InputStream in = audio.open()) {
            return in.readAllBytes();
        }
    }

    @Test
    default void aLongRecordingArrivesWhole() throws IOException {
        if (!can(Capability.DELIVER, Capability.AUDIO)) {
            return;
        }
        byte[] spoken = SampleItems.noise(5_000_000, 5);
        OutgoingItem item = SampleItems.voice(owner(), spoken);

        ItemId stored = mailbox().deliver(item, DeliveryId.random());

        assertThat(Arrays.equals(bytes(mailbox().audio(stored, item.audio().orElseThrow().name())), spoken)).isTrue();
    }

    @Test
    default void anAudioThatIsNotReadToItsEndDoesNoHarm() throws IOException {
        if (!can(Capability.DELIVER, Capability.AUDIO)) {
            return;
        }
        OutgoingItem item = SampleItems.voice(owner(), SampleItems.noise(2_000_000, 6));
        ItemId stored = mailbox().deliver(item, DeliveryId.random());
        AudioSource audio = mailbox().audio(stored, item.audio().orElseThrow().name());

        for (int i = 0; i < 12; i++) { // more than there are connections
            try (InputStream in = audio.open()) {
                assertThat(in.readNBytes(10)).hasSize(10);
            }
        }

        assertThat(bytes(audio)).hasSize(2_000_000);
    }

    @Test
    default void aDeliveredMessageIsFoundByItsIdAndNoOther() {
        if (!can(Capability.DELIVER, Capability.FIND)) {
            return;
        }
        DeliveryId id = DeliveryId.random();
        assertThat(mailbox().find(id)).isEmpty();

        ItemId stored = mailbox().deliver(voice(), id);

        assertThat(mailbox().find(id)).contains(stored);
        assertThat(mailbox().find(DeliveryId.random())).isEmpty();
    }

    @Test
    default void oneThatWasDeliveredTwiceIsFoundOnce() {
        if (!can(Capability.DELIVER, Capability.FIND)) {
            return;
        }
        DeliveryId id = DeliveryId.random();
        ItemId first = mailbox().deliver(voice(), id);
        ItemId second = mailbox().deliver(voice(), id);

        assertThat(mailbox().find(id)).hasValueSatisfying(found -> assertThat(found).isIn(first, second));
    }

    @Test
    default void aMessageIsFoundWhereItsOwnerPutIt() {
        if (!can(Capability.DELIVER, Capability.FIND, Capability.MOVE)) {
            return;
        }
        for (WellKnownFolder folder : List.of(WellKnownFolder.DELETED_ITEMS, WellKnownFolder.ARCHIVE,
                WellKnownFolder.JUNK_EMAIL)) {
            DeliveryId id = DeliveryId.random();
            ItemId stored = mailbox().deliver(voice(), id);

            ItemId moved = mailbox().move(stored, folder);

            assertThat(mailbox().find(id)).as("in %s", folder).contains(moved);
        }
    }

    @Test
    default void aMovedMessageIsThereAndNoLongerHere() {
        if (!can(Capability.DELIVER, Capability.LIST, Capability.MOVE, Capability.READ)) {
            return;
        }
        ItemId stored = mailbox().deliver(voice(), DeliveryId.random());

        ItemId moved = mailbox().move(stored, WellKnownFolder.ARCHIVE);

        assertThat(mailbox().list(ItemQuery.voice())).isEmpty();
        assertThat(mailbox().list(ItemQuery.voice().in(WellKnownFolder.ARCHIVE))).extracting(ItemSummary::id)
                .containsExactly(moved);
        assertThat(mailbox().read(moved).callId()).isEqualTo("a84b4c76e66710@pbx.corp.example");
    }

    @Test
    default void aDeletedMessageLeavesTheInbox() {
        if (!can(Capability.DELIVER, Capability.LIST, Capability.DELETE)) {
            return;
        }
        ItemId stored = mailbox().deliver(voice(), DeliveryId.random());

        mailbox().delete(stored);

        assertThat(mailbox().list(ItemQuery.voice())).isEmpty();
        if (can(Capability.READ)) {
            assertThatThrownBy(() -> mailbox().read(stored)).isInstanceOf(MailboxException.NoSuchItem.class);
        }
    }

    @Test
    default void severalAreMarkedAndDeletedTogetherAndOneThatIsNotThereIsNamed() {
        if (!can(Capability.DELIVER, Capability.LIST, Capability.MARK, Capability.DELETE)) {
            return;
        }
        ItemId first = mailbox().deliver(voice(), DeliveryId.random());
        ItemId second = mailbox().deliver(voice(), DeliveryId.random());
        ItemId unknown = new ItemId(server().protocol(), "AAMkAGNvbm9zdWNoaXRlbQ==");

        assertThat(mailbox().markAll(List.of(first, unknown, second), Flag.READ, true)).containsOnlyKeys(unknown)
                .hasValueSatisfying(new org.assertj.core.api.Condition<>(
                        why -> why instanceof MailboxException.NoSuchItem, "is not there"));
        assertThat(mailbox().list(ItemQuery.voice())).hasSize(2).allMatch(ItemSummary::read);

        assertThat(mailbox().deleteAll(List.of(first, second))).isEmpty();
        assertThat(mailbox().list(ItemQuery.voice())).isEmpty();
    }

    @Test
    default void markingChangesWhatIsUnread() {
        if (!can(Capability.DELIVER, Capability.LIST, Capability.MARK)) {
            return;
        }
        ItemId stored = mailbox().deliver(voice(), DeliveryId.random());

        mailbox().mark(stored, Flag.READ, true);
        assertThat(mailbox().list(ItemQuery.voice()).getFirst().read()).isTrue();
        assertThat(mailbox().list(ItemQuery.voice().unread())).isEmpty();

        mailbox().mark(stored, Flag.READ, false);
        assertThat(mailbox().list(ItemQuery.voice().unread())).hasSize(1);
    }

    @Test
    default void countsVoiceMessagesOnly() {
        if (!can(Capability.DELIVER, Capability.COUNTS)) {
            return;
        }
        assertThat(mailbox().counts()).isEqualTo(new VoiceCounts(0, 0, 0, 0));

        mailbox().deliver(voice(), DeliveryId.random());
        ItemId urgent = mailbox().deliver(SampleItems.marked(voice(), Importance.HIGH, true), DeliveryId.random());
        mailbox().deliver(SampleItems.missedCall(owner()), DeliveryId.random());
        assertThat(mailbox().counts()).isEqualTo(new VoiceCounts(2, 0, 1, 0));

        if (can(Capability.MARK)) {
            mailbox().mark(urgent, Flag.READ, true);
            assertThat(mailbox().counts()).isEqualTo(new VoiceCounts(1, 1, 0, 1));
        }
    }

    @Test
    default void anUrgentMessageSaysSo() {
        if (!can(Capability.DELIVER, Capability.LIST)) {
            return;
        }
        mailbox().deliver(SampleItems.marked(voice(), Importance.HIGH, true), DeliveryId.random());

        assertThat(mailbox().list(ItemQuery.voice()).getFirst().importance()).isEqualTo(Importance.HIGH);
    }

    @Test
    default void aMissedCallHasNoAudioAndIsNoVoiceMessage() {
        if (!can(Capability.DELIVER, Capability.LIST, Capability.READ)) {
            return;
        }
        ItemId stored = mailbox().deliver(SampleItems.missedCall(owner()), DeliveryId.random());

        assertThat(mailbox().list(ItemQuery.voice())).isEmpty();
        VoiceMessage message = mailbox().read(stored);
        assertThat(message.audio()).isEmpty();
        assertThat(message.summary().messageClass()).isEqualToIgnoringCase(ItemKind.MISSED_CALL.messageClass());
        assertThat(message.summary().duration()).isEmpty();
        assertThat(message.summary().caller()).as("the system is the sender, no person")
                .isEqualTo(new Caller("+4655512345", "", Optional.empty()));
    }

    @Test
    default void textInOtherLettersComesBackAsItWas() throws IOException {
        if (!can(Capability.DELIVER, Capability.READ)) {
            return;
        }
        OutgoingItem item = SampleItems.inOtherLetters(voice());
        ItemId stored = mailbox().deliver(item, DeliveryId.random());

        VoiceMessage message = mailbox().read(stored);

        assertThat(message.summary().subject()).isEqualTo(item.subject());
        assertThat(message.summary().caller()).isEqualTo(item.caller());
        assertThat(message.text()).contains("Grüße, 王 & 🎤");
        assertThat(message.audio()).extracting(VoiceMessage.Attachment::name)
                .containsExactly(item.audio().orElseThrow().name());
        if (can(Capability.AUDIO)) {
            assertThat(bytes(mailbox().audio(stored, item.audio().orElseThrow().name()))).hasSize(20_001);
        }
    }

    @Test
    default void listsTheNewestFirstAndNoMoreThanAsked() {
        if (!can(Capability.DELIVER, Capability.LIST) || !keepsTimeOfDelivery()) {
            return;
        }
        for (int hour : new int[]{2, 0, 3, 1}) {
            mailbox().deliver(SampleItems.spoken(voice(), SampleItems.SPOKEN.plus(Duration.ofHours(hour))),
                    DeliveryId.random());
        }

        assertThat(mailbox().list(ItemQuery.voice().atMost(3))).extracting(ItemSummary::received).containsExactly(
                SampleItems.SPOKEN.plus(Duration.ofHours(3)), SampleItems.SPOKEN.plus(Duration.ofHours(2)),
                SampleItems.SPOKEN.plus(Duration.ofHours(1)));
    }

    @Test
    default void whatIsNotThereIsNoSuchItem() {
        ItemId unknown = new ItemId(server().protocol(), "AAMkAGNvbm9zdWNoaXRlbQ==");
        if (can(Capability.READ)) {
            assertThatThrownBy(() -> mailbox().read(unknown)).isInstanceOf(MailboxException.NoSuchItem.class);
        }
        if (can(Capability.MARK)) {
            assertThatThrownBy(() -> mailbox().mark(unknown, Flag.READ, true))
                    .isInstanceOf(MailboxException.NoSuchItem.class);
        }
        if (can(Capability.DELIVER, Capability.AUDIO)) {
            ItemId stored = mailbox().deliver(voice(), DeliveryId.random());
            assertThatThrownBy(() -> bytes(mailbox().audio(stored, new AttachmentName("none.mp3"))))
                    .isInstanceOf(MailboxException.NoSuchItem.class);
        }
    }

    @Test
    default void nobodySeesTheMailOfAnother() {
        if (!can(Capability.DELIVER, Capability.LIST, Capability.FIND) || otherOwner().isEmpty()) {
            return;
        }
        DeliveryId id = DeliveryId.random();
        mailbox().deliver(voice(), id);

        try (Mailbox other = server().open(otherOwner().get())) {
            assertThat(other.list(ItemQuery.voice())).isEmpty();
            assertThat(other.find(id)).isEmpty();
        }
    }

    @Test
    default void aWatchTellsOfADelivery() {
        if (!can(Capability.DELIVER, Capability.WATCH)) {
            return;
        }
        Set<SmtpAddress> changed = ConcurrentHashMap.newKeySet();
        try (MailboxServer.Watch watch = server().watch(Set.of(owner()), c -> changed.add(told(c)))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !changed.isEmpty()); // once at its start
            Awaitility.await().atMost(60, TimeUnit.SECONDS).pollInterval(3, TimeUnit.SECONDS).until(() -> {
                changed.clear();
                mailbox().deliver(voice(), DeliveryId.random());
                Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> changed.contains(owner()));
                return true;
            });
        }
    }

    private static SmtpAddress told(MailboxChanged change) {
        return change.owner();
    }
}
