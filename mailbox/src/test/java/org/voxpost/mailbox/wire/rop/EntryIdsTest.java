package org.voxpost.mailbox.wire.rop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** The ids of vectors/entryids.txt ([MS-OXCDATA] 2.2). */
class EntryIdsTest {
    private static final Vectors VECTORS = Vectors.of("entryids.txt");
    private static final UUID MAILBOX = UUID.fromString("0b1c2d3e-4f50-6172-8394-a5b6c7d8e9fa");
    private static final UUID REPLICA = UUID.fromString("11223344-5566-7788-99aa-bbccddeeff00");
    private static final LongTermId INBOX = new LongTermId(REPLICA, 0x14);

    @Test
    void aFolderIdIsAReplicaAndABigEndianCounter() {
        ObjectId id = ObjectId.read(new WireReader(VECTORS.get("folderid")), "FolderId");

        assertThat(id).isEqualTo(ObjectId.of(1, 0x14)).isEqualTo(new ObjectId(0x1400_0000_0000_0001L));
        assertThat(id.replicaId()).isEqualTo(1);
        assertThat(id.counter()).isEqualTo(0x14);
    }

    @Test
    void aLongTermIdHasTheReplicasGuid() {
        assertThat(LongTermId.read(new WireReader(VECTORS.get("longtermid")))).isEqualTo(INBOX);
        var out = new WireWriter();
        INBOX.write(out);
        assertThat(out.bytes()).isEqualTo(VECTORS.get("longtermid"));
    }

    @Test
    void folderAndMessageEntryIdsAreReadAndWritten() {
        var folder = new FolderEntryId(MAILBOX, FolderEntryId.PRIVATE, INBOX);
        assertThat(folder.bytes()).isEqualTo(VECTORS.get("folder.entryid"));
        assertThat(FolderEntryId.read(VECTORS.get("folder.entryid"))).isEqualTo(folder);

        var message = new MessageEntryId(MAILBOX, MessageEntryId.PRIVATE, INBOX, new LongTermId(REPLICA, 0x2001));
        assertThat(message.bytes()).isEqualTo(VECTORS.get("message.entryid"));
        assertThat(MessageEntryId.read(VECTORS.get("message.entryid"))).isEqualTo(message);
    }

    @Test
    void addressEntryIdsAreReadAndWritten() {
        var anna = new AddressEntryId.AddressBook(0,
                "/o=Lab/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna");
        assertThat(anna.bytes()).isEqualTo(VECTORS.get("addressbook.permanent"));
        assertThat(AddressEntryId.AddressBook.read(anna.bytes())).isEqualTo(anna);

        var bob = new AddressEntryId.OneOff("Bob", "SMTP", "bob@example.net");
        assertThat(bob.bytes()).isEqualTo(VECTORS.get("oneoff.unicode"));
        assertThat(AddressEntryId.OneOff.read(bob.bytes())).isEqualTo(bob);
    }

    @Test
    void everyShorterPrefixIsRefused() {
        byte[] whole = VECTORS.get("message.entryid");
        for (int length = 0; length < whole.length; length++) {
            byte[] prefix = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> MessageEntryId.read(prefix)).isInstanceOf(WireException.class);
        }
    }
}
