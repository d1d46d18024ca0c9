package org.voxpost.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.SmtpAddress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class LabMailboxTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PropertyBag VOICE = PropertyBag.empty()
            .with(Tags.MESSAGE_CLASS, "IPM.Note.Microsoft.Voicemail.UM.CA")
            .with(Tags.MESSAGE_FLAGS, 0)
            .with(Tags.SUBJECT, "Voice Mail from Bo");

    private final LabMailbox mailbox = LabStore.of(() -> NOON, Optional.empty()).addMailbox(IVY, "Ivy", "secret");

    private LabItem voice() {
        return LabItem.unsaved(FolderRole.INBOX.id(), false, VOICE, List.of(),
                List.of(new LabAttachment(0, PropertyBag.empty().with(Tags.ATTACH_LONG_FILENAME, "vm.wav"),
                        AudioSource.of(new byte[]{1, 2, 3}))));
    }

    @Test
    void anItemWithFlagsZeroIsUnreadAndNoDraft() {
        LabItem saved = mailbox.create(voice());

        assertThat(saved.read()).isFalse();
        assertThat(saved.draft()).isFalse();
        assertThat(saved.flags()).isEqualTo(Tags.MF_UNMODIFIED | Tags.MF_HAS_ATTACH);
        assertThat(saved.properties().time(Tags.MESSAGE_DELIVERY_TIME)).contains(NOON);
    }

    @Test
    void anItemWithoutFlagsIsADraft() {
        LabItem saved = mailbox.create(voice().with(VOICE.without(Tags.MESSAGE_FLAGS)));

        assertThat(saved.draft()).isTrue();
    }

    @Test
    void onlyTheReadFlagChangesAfterTheFirstSave() {
        LabItem saved = mailbox.create(voice().with(VOICE.without(Tags.MESSAGE_FLAGS)));

        LabItem read = mailbox.change(saved.id(), item -> item
                .with(item.properties().with(Tags.MESSAGE_FLAGS, item.flags() & ~Tags.MF_READ)));

        assertThat(read.read()).isFalse();
        assertThatThrownBy(
                () -> mailbox.change(saved.id(), item -> item.with(item.properties().with(Tags.MESSAGE_FLAGS, 0))))
                .isInstanceOfSatisfying(StoreRefusal.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(StoreRefusal.Reason.READ_ONLY));
    }

    @Test
    void theVoiceMailFolderFindsVoiceMessagesOutsideOfDeletedItems() {
        LabItem kept = mailbox.create(voice());
        LabItem deleted = mailbox.create(voice());
        mailbox.create(voice().with(VOICE.with(Tags.MESSAGE_CLASS, "IPM.Note")));

        mailbox.move(deleted.id(), FolderRole.DELETED_ITEMS.id());

        assertThat(mailbox.items(FolderRole.VOICE_MAIL.id(), false)).extracting(LabItem::id).containsExactly(kept.id());
        assertThatThrownBy(() -> mailbox.move(kept.id(), FolderRole.VOICE_MAIL.id()))
                .isInstanceOf(StoreRefusal.class);
    }

    @Test
    void changesAreToldInOrderAndRemembered() {
        var heard = new ArrayList<LabChange.Kind>();
        mailbox.listen(change -> heard.add(change.kind()));
        long before = mailbox.lastChange();

        LabItem saved = mailbox.create(voice());
        mailbox.change(saved.id(), item -> item
                .with(item.properties().with(Tags.MESSAGE_FLAGS, item.flags() | Tags.MF_READ)));
        LabItem moved = mailbox.move(saved.id(), FolderRole.ARCHIVE.id());
        mailbox.delete(moved.id());

        assertThat(heard).containsExactly(LabChange.Kind.CREATED, LabChange.Kind.READ_STATE, LabChange.Kind.MOVED,
                LabChange.Kind.DELETED);
        assertThat(mailbox.changesAfter(before).orElseThrow()).extracting(LabChange::kind).isEqualTo(heard);
        assertThat(mailbox.changesAfter(before).orElseThrow()).extracting(LabChange::number)
                .containsExactly(before + 1, before + 2, before + 3, before + 4);
    }

    @Test
    void aFullMailboxTakesNothing() {
        mailbox.limit(new MailboxLimits(250, Long.MAX_VALUE));
        mailbox.create(voice());

        assertThatThrownBy(() -> mailbox.create(voice())).isInstanceOfSatisfying(StoreRefusal.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(StoreRefusal.Reason.QUOTA));
    }

    @Test
    void namesOfInternetHeadersDoNotDistinguishCase() {
        int id = mailbox.propertyId(PropertyName.of(PropertyName.INTERNET_HEADERS, "X-CallID"));

        assertThat(mailbox.propertyId(PropertyName.of(PropertyName.INTERNET_HEADERS, "x-callid"))).isEqualTo(id);
        assertThat(mailbox.propertyId(PropertyName.of(PropertyName.PUBLIC_STRINGS, "X-CallID"))).isNotEqualTo(id);
        assertThat(id).isGreaterThanOrEqualTo(0x8000);
    }

    @Test
    void anItemIsExportedWithItsAttachmentAndForgottenWhenDeleted(@TempDir Path directory) throws IOException {
        LabMailbox kept = LabStore.inDirectory(directory).addMailbox(IVY, "Ivy", "secret");

        LabItem saved = kept.create(voice());

        Path json = directory.resolve("ivy@corp.example").resolve("%012x.json".formatted(saved.id()));
        JsonNode node = new ObjectMapper().readTree(json.toFile());
        assertThat(node.get("messageClass").textValue()).isEqualTo("IPM.Note.Microsoft.Voicemail.UM.CA");
        Path audio = json.resolveSibling(node.get("attachments").get(0).get("file").textValue());
        assertThat(Files.readAllBytes(audio)).containsExactly(1, 2, 3);

        kept.delete(saved.id());

        assertThat(json).doesNotExist();
        assertThat(audio).doesNotExist();
    }

    @Test
    void idsGoOnTheWireAsReplIdAndBigEndianCounter() {
        assertThat(ObjectIds.toWire(FolderRole.INBOX.id())).isEqualTo(0x1400_0000_0000_0001L);
        assertThat(ObjectIds.fromWire(0x1400_0000_0000_0001L)).isEqualTo(FolderRole.INBOX.id());
        assertThatThrownBy(() -> ObjectIds.fromWire(0x1400_0000_0000_0002L)).isInstanceOf(StoreRefusal.class);
    }
}
