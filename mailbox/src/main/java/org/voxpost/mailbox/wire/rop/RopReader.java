package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;

/** Which record reads which RopId of a request ([MS-OXCROPS] 2.2.2). */
final class RopReader {
    private RopReader() {
    }

    static Rop<?> read(int id, WireReader in) {
        return switch (id) {
            case Release.ID -> Release.read(in);
            case OpenFolder.ID -> OpenFolder.read(in);
            case OpenMessage.ID -> OpenMessage.read(in);
            case GetHierarchyTable.ID -> GetHierarchyTable.read(in);
            case GetContentsTable.ID -> GetContentsTable.read(in);
            case CreateMessage.ID -> CreateMessage.read(in);
            case GetPropertiesSpecific.ID -> GetPropertiesSpecific.read(in);
            case GetPropertiesAll.ID -> GetPropertiesAll.read(in);
            case GetPropertiesList.ID -> GetPropertiesList.read(in);
            case SetProperties.ID -> SetProperties.read(in);
            case DeleteProperties.ID -> DeleteProperties.read(in);
            case SaveChangesMessage.ID -> SaveChangesMessage.read(in);
            case RemoveAllRecipients.ID -> RemoveAllRecipients.read(in);
            case ModifyRecipients.ID -> ModifyRecipients.read(in);
            case ReadRecipients.ID -> ReadRecipients.read(in);
            case ReloadCachedInformation.ID -> ReloadCachedInformation.read(in);
            case SetMessageReadFlag.ID -> SetMessageReadFlag.read(in);
            case SetColumns.ID -> SetColumns.read(in);
            case SortTable.ID -> SortTable.read(in);
            case Restrict.ID -> Restrict.read(in);
            case QueryRows.ID -> QueryRows.read(in);
            case GetStatus.ID -> GetStatus.read(in);
            case QueryPosition.ID -> QueryPosition.read(in);
            case SeekRow.ID -> SeekRow.read(in);
            case CreateFolder.ID -> CreateFolder.read(in);
            case DeleteFolder.ID -> DeleteFolder.read(in);
            case DeleteMessages.ID -> DeleteMessages.read(false, in);
            case GetMessageStatus.ID -> GetMessageStatus.read(in);
            case GetAttachmentTable.ID -> GetAttachmentTable.read(in);
            case OpenAttachment.ID -> OpenAttachment.read(in);
            case CreateAttachment.ID -> CreateAttachment.read(in);
            case DeleteAttachment.ID -> DeleteAttachment.read(in);
            case SaveChangesAttachment.ID -> SaveChangesAttachment.read(in);
            case SetReceiveFolder.ID -> SetReceiveFolder.read(in);
            case GetReceiveFolder.ID -> GetReceiveFolder.read(in);
            case RegisterNotification.ID -> RegisterNotification.read(in);
            case OpenStream.ID -> OpenStream.read(in);
            case ReadStream.ID -> ReadStream.read(in);
            case WriteStream.ID -> WriteStream.read(in);
            case SeekStream.ID -> SeekStream.read(in);
            case SetStreamSize.ID -> SetStreamSize.read(in);
            case SubmitMessage.ID -> SubmitMessage.read(in);
            case MoveCopyMessages.ID -> MoveCopyMessages.read(in);
            case AbortSubmit.ID -> AbortSubmit.read(in);
            case LongTermIdFromId.ID -> LongTermIdFromId.read(in);
            case IdFromLongTermId.ID -> IdFromLongTermId.read(in);
            case OpenEmbeddedMessage.ID -> OpenEmbeddedMessage.read(in);
            case TransportSend.ID -> TransportSend.read(in);
            case FindRow.ID -> FindRow.read(in);
            case Progress.ID -> Progress.read(in);
            case GetNamesFromPropertyIds.ID -> GetNamesFromPropertyIds.read(in);
            case GetPropertyIdsFromNames.ID -> GetPropertyIdsFromNames.read(in);
            case EmptyFolder.ID -> EmptyFolder.read(in);
            case CommitStream.ID -> CommitStream.read(in);
            case GetStreamSize.ID -> GetStreamSize.read(in);
            case SetReadFlags.ID -> SetReadFlags.read(in);
            case ResetTable.ID -> ResetTable.read(in);
            case WriteAndCommitStream.ID -> WriteAndCommitStream.read(in);
            case DeleteMessages.HARD_ID -> DeleteMessages.read(true, in);
            case WriteStreamExtended.ID -> WriteStreamExtended.read(in);
            case Logon.ID -> Logon.read(in);
            default -> throw in.error("RopId", String.format("0x%02X is not known", id));
        };
    }
}
