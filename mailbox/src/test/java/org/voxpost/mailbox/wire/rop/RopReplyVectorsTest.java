package org.voxpost.mailbox.wire.rop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** Every reply of the ROP vectors, read, written again and cut short. */
class RopReplyVectorsTest {
    private static final ObjectId INBOX = ObjectId.of(1, 0x14);
    private static final List<PropertyTag> COLUMNS = List.of(PidTag.FOLDER_ID, PidTag.MID, PidTag.MESSAGE_CLASS,
            PidTag.MESSAGE_DELIVERY_TIME, PidTag.MESSAGE_FLAGS, PidTag.VOICE_MESSAGE_DURATION);

    /** File, vector, the request it answers. */
    static Stream<Arguments> successes() {
        return Stream.of(Arguments.of("rop-logon.txt", "response.success.rop", new Logon(0, 1, 0, "")),
                table("openfolder.response", new OpenFolder(0, 1, INBOX, 0)),
                table("getcontentstable.response", new GetContentsTable(1, 2, 0)),
                table("status.response", new SetColumns(2, COLUMNS)),
                table("queryrows.response", new QueryRows(2, 0, true, 50, COLUMNS)),
                table("queryrows.empty.response", new QueryRows(2, 0, true, 50, COLUMNS)),
                create("createmessage.response", new CreateMessage(0, 1, 0, INBOX, false)),
                create("setproperties.response", new SetProperties(1, List.of())),
                create("setproperties.response.problem", new SetProperties(1, List.of())),
                create("createattachment.response", new CreateAttachment(1, 2)),
                create("openstream.response", new OpenStream(2, 3, PidTag.ATTACH_DATA_BINARY, 2)),
                create("writestream.response", new WriteStream(3, new byte[0])),
                create("commitstream.response", new CommitStream(3)),
                create("saveattachment.response", new SaveChangesAttachment(1, 2, 0)),
                create("savemessage.response", new SaveChangesMessage(0, 1, 0)),
                read("getpropertiesspecific.response", new GetPropertiesSpecific(1, 0, true,
                        List.of(PidTag.VOICE_MESSAGE_DURATION, PidTag.SENDER_TELEPHONE_NUMBER, PidTag.HTML))),
                read("getpropertiesspecific.binary.response",
                        new GetPropertiesSpecific(1, 0, true, List.of(PidTag.HTML))),
                read("openattachment.response", new OpenAttachment(1, 2, 0, 0)),
                read("openstream.response", new OpenStream(2, 3, PidTag.ATTACH_DATA_BINARY, 0)),
                read("readstream.response", new ReadStream(3, 4)),
                read("setmessagereadflag.response", new SetMessageReadFlag(0, 1, 1)),
                read("setreadflags.response", new SetReadFlags(0, 1, List.of())),
                read("deletemessages.response", new DeleteMessages(false, 0, false, List.of())),
                Arguments.of("rop-notify.txt", "register.response",
                        new RegisterNotification(0, 1, 2, Optional.empty())),
                misc("getpropertyids.response", new GetPropertyIdsFromNames(0, true, List.of())),
                misc("getnames.response", new GetNamesFromPropertyIds(0, List.of(0x8001))),
                misc("getreceivefolder.response", new GetReceiveFolder(0, "")),
                misc("createfolder.response", new CreateFolder(0, 1, 1, true, "", "")),
                misc("createfolder.existing.response", new CreateFolder(0, 1, 1, true, "", "")),
                misc("submit.response", new SubmitMessage(1, 0)), misc("getstatus.response", new GetStatus(2)));
    }

    private static Arguments table(String vector, Rop<?> rop) {
        return Arguments.of("rop-table.txt", vector, rop);
    }

    private static Arguments create(String vector, Rop<?> rop) {
        return Arguments.of("rop-voicemail-create.txt", vector, rop);
    }

    private static Arguments read(String vector, Rop<?> rop) {
        return Arguments.of("rop-voicemail-read.txt", vector, rop);
    }

    private static Arguments misc(String vector, Rop<?> rop) {
        return Arguments.of("rop-misc.txt", vector, rop);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("successes")
    void aReplyIsReadWholeAndWrittenTheSame(String file, String vector, Rop<?> rop) {
        byte[] bytes = Vectors.of(file).get(vector);
        var in = new WireReader(bytes);

        RopReply reply = RopReply.read(in, rop);

        assertThat(in.remaining()).isZero();
        assertThat(reply.succeeded()).isTrue();
        assertThat(written(reply)).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("successes")
    void everyShorterPrefixOfAReplyIsRefused(String file, String vector, Rop<?> rop) {
        byte[] bytes = Vectors.of(file).get(vector);
        for (int length = 0; length < bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RopReply.read(new WireReader(prefix), rop)).as("%d bytes", length)
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void aLogonNamesThirteenFoldersAndTheReplica() {
        Logon.Reply logon = body("rop-logon.txt", "response.success.rop", new Logon(0, 1, 0, ""));

        assertThat(logon.folder(SpecialFolder.ROOT)).isEqualTo(ObjectId.of(1, 0x10));
        assertThat(logon.folder(SpecialFolder.INBOX)).isEqualTo(INBOX);
        assertThat(logon.folder(SpecialFolder.SHORTCUTS)).isEqualTo(ObjectId.of(1, 0x1C));
        assertThat(logon.mailboxGuid()).isEqualTo(UUID.fromString("0b1c2d3e-4f50-6172-8394-a5b6c7d8e9fa"));
        assertThat(logon.replicaId()).isEqualTo(1);
        assertThat(logon.replicaGuid()).isEqualTo(UUID.fromString("11223344-5566-7788-99aa-bbccddeeff00"));
        assertThat(logon.logonTime())
                .isEqualTo(Logon.logonTime(java.time.OffsetDateTime.parse("2026-11-22T10:13:07Z")));
    }

    @Test
    void theLogonBufferHandsOutItsHandle() {
        byte[] payload = ExtendedBuffer.unpack(Vectors.of("rop-logon.txt").get("response.success.extended")).getFirst();

        RopBuffer buffer = RopBuffer.read(payload);

        assertThat(buffer.handles()).containsExactly(1);
        assertThat(buffer.answers(List.of(new Logon(0, 1, 0, "")))).singleElement()
                .isInstanceOfSatisfying(RopReply.class, reply -> assertThat(reply.succeeded()).isTrue());
    }

    @Test
    void aWrongServerNamesTheRightOne() {
        RopReply reply = reply("rop-logon.txt", "response.wrongserver.rop", new Logon(0, 1, 0, ""));

        assertThat(reply.succeeded()).isFalse();
        assertThat(reply.returnValue()).isEqualTo(ErrorCode.WRONG_SERVER);
        assertThat(reply.detail()).isEqualTo("/o=Lab/cn=MBX2");
    }

    @Test
    void aFailedLogonHasOnlyAReturnValue() {
        RopReply reply = reply("rop-logon.txt", "response.failure.rop", new Logon(0, 1, 0, ""));

        assertThat(ErrorCode.describe(reply.returnValue())).isEqualTo("ecInvalidParam (0x80070057)");
    }

    @Test
    void rowsAreStandardOrFlagged() {
        QueryRows.Reply reply = body("rop-table.txt", "queryrows.response", new QueryRows(2, 0, true, 50, COLUMNS));

        assertThat(reply.atEnd()).isTrue();
        assertThat(reply.rows()).hasSize(2);
        assertThat(reply.rows().get(0).text(PidTag.MESSAGE_CLASS)).isEqualTo("IPM.Note.Microsoft.Voicemail.UM.CA");
        assertThat(reply.rows().get(0).int32(PidTag.VOICE_MESSAGE_DURATION)).contains(23);
        assertThat(reply.rows().get(0).objectId(PidTag.MID)).contains(ObjectId.of(1, 0x2001));
        assertThat(reply.rows().get(1).int32(PidTag.MESSAGE_FLAGS)).contains(1);
        assertThat(reply.rows().get(1).cell(PidTag.VOICE_MESSAGE_DURATION)).get()
                .returns(PropertyError.NOT_FOUND, PropertyValue::value);
    }

    @Test
    void anOpenedMessageTellsSubjectAndRecipients() {
        var rop = OpenMessage.toRead(0, 1, INBOX, ObjectId.of(1, 0x2001));
        OpenedMessage message = body("rop-voicemail-read.txt", "openmessage.response", rop);

        assertThat(message.hasNamedProperties()).isTrue();
        assertThat(message.subjectPrefix()).isEmpty();
        assertThat(message.normalizedSubject()).isEqualTo("Voice mail");
        Recipient to = message.recipients().getFirst();
        assertThat(to.recipientType()).isEqualTo(ModifyRecipients.TO);
        assertThat(to.row().emailAddress()).contains("anna@lab.example");
        assertThat(to.row().displayName()).contains("Anna");
        assertThat(to.row().columns().int32(PropertyTag.of(0x39010003))).isEmpty();
        assertThat(to.row().columns().cells()).singleElement().returns((Object) 6, PropertyValue::value);
        byte[] bytes = Vectors.of("rop-voicemail-read.txt").get("openmessage.response");
        for (int length = 0; length < bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RopReply.read(new WireReader(prefix), rop)).isInstanceOf(WireException.class);
        }
    }

    @Test
    void aValueThatIsTooLargeSaysSo() {
        PropertyRow row = body("rop-voicemail-read.txt", "getpropertiesspecific.response",
                new GetPropertiesSpecific(1, 0,
                        true, List.of(PidTag.VOICE_MESSAGE_DURATION, PidTag.SENDER_TELEPHONE_NUMBER, PidTag.HTML)));

        assertThat(row.int32(PidTag.VOICE_MESSAGE_DURATION)).contains(23);
        assertThat(row.text(PidTag.SENDER_TELEPHONE_NUMBER)).isEqualTo("+4930123456");
        assertThat(row.tooLarge(PidTag.HTML)).isTrue();
    }

    @Test
    void aMoveWithoutDestinationHasItsIndexInFourBytes() {
        var rop = new MoveCopyMessages(0, 1, List.of(), false);
        RopReply reply = reply("rop-voicemail-read.txt", "movecopy.nulldest.response", rop);

        assertThat(reply.returnValue()).isEqualTo(ErrorCode.DESTINATION_NULL_OBJECT);
        var out = new WireWriter();
        RopReply.writeFailure(out, rop, ErrorCode.DESTINATION_NULL_OBJECT);
        assertThat(out.bytes()).isEqualTo(Vectors.of("rop-voicemail-read.txt").get("movecopy.nulldest.response"));
    }

    @Test
    void aFailureMayLeaveOutWhatTheSpecificationHasAlways() {
        byte[] shortFailure = Vectors.hex("2D 03 05 00 07 80");

        RopReply reply = RopReply.read(new WireReader(shortFailure), new WriteStream(3, new byte[4]));

        assertThat(reply.returnValue()).isEqualTo(ErrorCode.ACCESS_DENIED);
    }

    @Test
    void aPropertyWithoutNameIsReadInBothForms() {
        var rop = new GetNamesFromPropertyIds(0, List.of(0x8001));
        for (String vector : List.of("getnames.noname.guid.response", "getnames.noname.short.response")) {
            GetNamesFromPropertyIds.Reply reply = body("rop-misc.txt", vector, rop);
            assertThat(reply.names()).containsExactly(new PropertyName.None());
        }
    }

    @Test
    void newMailNamesFolderMessageAndClass() {
        Notify notify = (Notify) alone("rop-notify.txt", "notify.newmail");

        assertThat(notify.handle()).isEqualTo(0x1C);
        assertThat(notify.type()).isEqualTo(Notify.NEW_MAIL);
        assertThat(notify.folder()).contains(INBOX);
        assertThat(notify.message()).contains(ObjectId.of(1, 0x2004));
        assertThat(notify.messageClass()).isEqualTo("IPM.Note.Microsoft.Voicemail.UM.CA");
    }

    @Test
    void aModifiedFolderTellsItsCounts() {
        Notify notify = (Notify) alone("rop-notify.txt", "notify.foldermodified");

        assertThat(notify.totalCount()).contains(12L);
        assertThat(notify.unreadCount()).contains(3L);
    }

    @Test
    void notificationsAreWrittenAsTheyAreReadAndRefusedWhenCut() {
        for (String vector : List.of("notify.newmail", "notify.created", "notify.foldermodified")) {
            byte[] bytes = Vectors.of("rop-notify.txt").get(vector);
            var out = new WireWriter();
            ((Notify) alone("rop-notify.txt", vector)).write(out);
            assertThat(out.bytes()).as(vector).isEqualTo(bytes);
            for (int length = 1; length < bytes.length; length++) {
                var cut = new RopBuffer(Arrays.copyOf(bytes, length), new int[0]);
                assertThatThrownBy(() -> cut.answers(List.of())).isInstanceOf(WireException.class);
            }
        }
    }

    @Test
    void pendingBackoffAndTooSmallStandBesideReplies() {
        assertThat(alone("rop-notify.txt", "pending")).isEqualTo(new RopAnswer.Pending(5));
        assertThat(alone("rop-misc.txt", "backoff"))
                .isEqualTo(new RopAnswer.Backoff(0, Duration.ZERO, Map.of(QueryRows.ID, Duration.ofSeconds(2))));
        assertThat(alone("rop-misc.txt", "buffertoosmall")).isInstanceOfSatisfying(RopAnswer.TooSmall.class, small -> {
            assertThat(small.sizeNeeded()).isEqualTo(0x8000);
            assertThat(small.requests()).isEqualTo(Vectors.hex("15 00 02 00 01 32 00"));
        });
    }

    @Test
    void moreAnswersThanRequestsAreRefused() {
        var buffer = new RopBuffer(Vectors.hex("5D 03 00 00 00 00"), new int[0]);

        assertThatThrownBy(() -> buffer.answers(List.of(new Release(0)))).isInstanceOf(WireException.class);
    }

    private static RopAnswer alone(String file, String vector) {
        return new RopBuffer(Vectors.of(file).get(vector), new int[0]).answers(List.of()).getFirst();
    }

    private static RopReply reply(String file, String vector, Rop<?> rop) {
        var in = new WireReader(Vectors.of(file).get(vector));
        RopReply reply = RopReply.read(in, rop);
        assertThat(in.remaining()).isZero();
        return reply;
    }

    @SuppressWarnings("unchecked") // the reply of a Rop<R> is an R
    private static <R> R body(String file, String vector, Rop<R> rop) {
        return (R) java.util.Objects.requireNonNull(reply(file, vector, rop).body());
    }

    @SuppressWarnings("unchecked") // the reply of a Rop<R> is an R
    private static <R> byte[] written(RopReply reply) {
        var out = new WireWriter();
        RopReply.write(out, (Rop<R>) reply.rop(), (R) java.util.Objects.requireNonNull(reply.body()));
        return out.bytes();
    }
}
