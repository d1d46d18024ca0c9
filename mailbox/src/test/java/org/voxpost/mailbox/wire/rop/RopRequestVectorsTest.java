package org.voxpost.mailbox.wire.rop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** Every request of the ROP vectors, read, written again and cut short. */
class RopRequestVectorsTest {
    private static final ObjectId INBOX = ObjectId.of(1, 0x14);

    static Stream<Arguments> requests() {
        return Stream.of("rop-logon.txt", "rop-table.txt", "rop-voicemail-create.txt", "rop-voicemail-read.txt",
                "rop-notify.txt", "rop-misc.txt")
                .flatMap(file -> Vectors.of(file).all().entrySet().stream()
                        .filter(e -> e.getKey().endsWith(".request") || e.getKey().equals("request.rop"))
                        .map(e -> Arguments.of(file, e.getKey(), e.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("requests")
    void aRequestIsReadWholeAndWrittenTheSame(String file, String name, byte[] bytes) {
        var in = new WireReader(bytes);

        RopRequest request = RopRequest.read(in);

        assertThat(in.remaining()).isZero();
        var out = new WireWriter();
        request.write(out);
        assertThat(out.bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("requests")
    void everyShorterPrefixOfARequestIsRefused(String file, String name, byte[] bytes) {
        for (int length = 0; length < bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RopRequest.read(new WireReader(prefix))).as("%d bytes", length)
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void writesALogonToTheOwnMailbox() {
        var logon = new Logon(0, Logon.PRIVATE, Logon.PER_MDB_REPLID_MAPPING | Logon.HOME_LOGON,
                "/o=Lab/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna");

        byte[] rops = RopBuffer.of(List.of(RopRequest.of(logon)), new int[]{RopBuffer.NO_HANDLE}).bytes();

        assertThat(ExtendedBuffer.pack(rops)).isEqualTo(Vectors.of("rop-logon.txt").get("request.extended"));
    }

    @Test
    void writesTheListingOfVoiceMessages() {
        assertWrites("rop-table.txt", "openfolder.request", new OpenFolder(0, 1, INBOX, 0));
        assertWrites("rop-table.txt", "getcontentstable.request", new GetContentsTable(1, 2, GetContentsTable.UNICODE));
        assertWrites("rop-table.txt", "setcolumns.request", new SetColumns(2,
                List.of(PidTag.FOLDER_ID, PidTag.MID, PidTag.MESSAGE_CLASS, PidTag.MESSAGE_DELIVERY_TIME,
                        PidTag.MESSAGE_FLAGS, PidTag.VOICE_MESSAGE_DURATION)));
        assertWrites("rop-table.txt", "sorttable.request",
                SortTable.by(2, SortTable.Key.descending(PidTag.MESSAGE_DELIVERY_TIME)));
        assertWrites("rop-table.txt", "restrict.request", new Restrict(2,
                Optional.of(Restriction.Content.prefix(PidTag.MESSAGE_CLASS, "IPM.Note.Microsoft.Voicemail"))));
        assertWrites("rop-table.txt", "queryrows.request", new QueryRows(2, 0, true, 50, List.of()));
    }

    @Test
    void writesAVoiceMessageWithItsAttachment() {
        String file = "rop-voicemail-create.txt";
        assertWrites(file, "createmessage.request",
                new CreateMessage(0, 1, OpenMessage.CODE_PAGE_OF_LOGON, INBOX, false));
        assertWrites(file, "setproperties.request", new SetProperties(1, List.of(
                PropertyValue.of(PidTag.MESSAGE_CLASS, "IPM.Note.Microsoft.Voicemail.UM.CA"),
                PropertyValue.of(PidTag.SUBJECT, "Voice mail"),
                PropertyValue.of(PidTag.VOICE_MESSAGE_DURATION, (Object) 23),
                PropertyValue.of(PidTag.SENDER_TELEPHONE_NUMBER, "+4930123456"),
                PropertyValue.of(PidTag.VOICE_MESSAGE_SENDER_NAME, "Bob"),
                PropertyValue.of(PidTag.VOICE_MESSAGE_ATTACHMENT_ORDER, "voicemail.wav"))));
        assertWrites(file, "createattachment.request", new CreateAttachment(1, 2));
        assertWrites(file, "openstream.request", new OpenStream(2, 3, PidTag.ATTACH_DATA_BINARY, OpenStream.CREATE));
        assertWrites(file, "writestream.request", new WriteStream(3, new byte[]{'R', 'I', 'F', 'F'}));
        assertWrites(file, "commitstream.request", new CommitStream(3));
        assertWrites(file, "saveattachment.request", new SaveChangesAttachment(1, 2, 0x0A));
        assertWrites(file, "savemessage.request",
                new SaveChangesMessage(0, 1, SaveChangesMessage.KEEP_OPEN_READ_WRITE));
    }

    @Test
    void writesWhatReadsMarksMovesAndDeletes() {
        String file = "rop-voicemail-read.txt";
        ObjectId first = ObjectId.of(1, 0x2001);
        ObjectId second = ObjectId.of(1, 0x2002);
        assertWrites(file, "openmessage.request",
                new OpenMessage(0, 1, OpenMessage.CODE_PAGE_OF_LOGON, INBOX, OpenMessage.BEST_ACCESS, first));
        assertWrites(file, "setreadflags.request", new SetReadFlags(0, SetReadFlags.READ, List.of(first, second)));
        assertWrites(file, "movecopy.request", new MoveCopyMessages(0, 1, List.of(first), false));
        assertWrites(file, "deletemessages.request", new DeleteMessages(false, 0, false, List.of(second)));
        assertWrites(file, "readstream.request", new ReadStream(3, 0x7000));
        assertWrites(file, "readstream.babe.request", new ReadStream(3, 0x20000));
        assertWrites(file, "release.request", new Release(1));
    }

    @Test
    void writesSubscriptionsToTheStoreAndToAFolder() {
        assertWrites("rop-notify.txt", "register.request", new RegisterNotification(0, 1,
                RegisterNotification.NEW_MAIL | RegisterNotification.CREATED, Optional.empty()));
        assertWrites("rop-notify.txt", "register.folder.request", new RegisterNotification(0, 1,
                RegisterNotification.NEW_MAIL, Optional.of(new RegisterNotification.Scope(INBOX, new ObjectId(0)))));
    }

    @Test
    void writesNamesAndRecipients() {
        assertWrites("rop-misc.txt", "getpropertyids.request", new GetPropertyIdsFromNames(0, true,
                List.of(new PropertyName.ByText(PropertyName.PS_INTERNET_HEADERS, "X-VoiceMessageSenderName"),
                        new PropertyName.ById(PropertyName.PSETID_COMMON, 0x8530))));
        assertWrites("rop-misc.txt", "modifyrecipients.request", new ModifyRecipients(1, List.of(), List.of(
                new ModifyRecipients.Row(0, ModifyRecipients.TO,
                        Optional.of(RecipientRow.smtp("anna@lab.example", "Anna"))))));
    }

    @Test
    void anUnknownRopIsRefusedByItsNumber() {
        assertThatThrownBy(() -> RopRequest.read(new WireReader(new byte[]{0x7F, 0})))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("0x7F");
    }

    @Test
    void aReadBeyondTheLimitOfTheSpecificationIsRefused() {
        byte[] tooMuch = Vectors.hex("2C 00 03 BE BA 01 00 00 80");

        assertThatThrownBy(() -> RopRequest.read(new WireReader(tooMuch))).isInstanceOf(WireException.class)
                .hasMessageContaining("MaximumByteCount");
    }

    private static void assertWrites(String file, String vector, Rop<?> rop) {
        var out = new WireWriter();
        RopRequest.of(rop).write(out);
        assertThat(out.bytes()).as(vector).isEqualTo(Vectors.of(file).get(vector));
    }
}
