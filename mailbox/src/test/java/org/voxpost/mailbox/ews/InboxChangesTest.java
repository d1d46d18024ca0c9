package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;

@Timeout(30)
class InboxChangesTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final String VOICE = "IPM.Note.Microsoft.Voicemail.UM.CA";

    private final EwsReplay exchange = new EwsReplay();
    private final EwsClient client = new EwsClient(exchange.settings(), InstantSource.system());
    private final InboxChanges changes = new InboxChanges(client);

    @BeforeEach
    void aVoiceMessageAndAMail() {
        page("S1", false, whole("Create", "V1", VOICE));
        page("S2", true, whole("Create", "M1", "IPM.Note"));
        assertThat(changes.knows(IVY)).isFalse();
        assertThat(changes.any(IVY)).isTrue();
        assertThat(changes.knows(IVY)).isTrue();
    }

    @AfterEach
    void stop() {
        client.close();
        exchange.close();
    }

    private void page(String state, boolean last, String changed) {
        exchange.success("SyncFolderItems", "<m:SyncState>" + state + "</m:SyncState><m:IncludesLastItemInRange>" + last
                + "</m:IncludesLastItemInRange><m:Changes>" + changed + "</m:Changes>");
    }

    private static String whole(String change, String id, String itemClass) {
        return "<t:%1$s><t:Message><t:ItemId Id='%2$s' ChangeKey='C'/><t:ItemClass>%3$s</t:ItemClass></t:Message></t:%1$s>"
                .formatted(change, id, itemClass);
    }

    private static String read(String id) {
        return "<t:ReadFlagChange><t:ItemId Id='" + id + "'/><t:IsRead>true</t:IsRead></t:ReadFlagChange>";
    }

    private static String gone(String id) {
        return "<t:Delete><t:ItemId Id='" + id + "'/></t:Delete>";
    }

    private boolean anyAfter(String changed) {
        page("S3", true, changed);
        return changes.any(IVY);
    }

    @Test
    void asksFromTheStateOfThePageBefore() {
        assertThat(exchange.requests().getFirst().text()).contains(
                "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>"
                        + "<t:FieldURI FieldURI=\"item:ItemClass\"/></t:AdditionalProperties></m:ItemShape>"
                        + "<m:SyncFolderId><t:DistinguishedFolderId Id=\"inbox\"/></m:SyncFolderId>"
                        + "<m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>");
        assertThat(exchange.last().text()).contains("</m:SyncFolderId><m:SyncState>S1</m:SyncState>"
                + "<m:MaxChangesReturned>");

        assertThat(anyAfter("")).isFalse();
        assertThat(exchange.last().text()).contains("<m:SyncState>S2</m:SyncState>");
    }

    @Test
    void tellsOfVoiceMessagesOnly() {
        assertThat(anyAfter(whole("Create", "M2", "IPM.Note"))).isFalse();
        assertThat(anyAfter(read("M1") + gone("M2"))).isFalse();
        assertThat(anyAfter(read("M1") + read("V1"))).isTrue();
        assertThat(anyAfter(whole("Update", "V1", VOICE))).isTrue();
        assertThat(anyAfter(gone("V1"))).isTrue();
        assertThat(anyAfter(gone("V1"))).isFalse();
        assertThat(anyAfter(whole("Update", "M1", VOICE))).isTrue();
        assertThat(anyAfter(whole("Update", "M1", "IPM.Note"))).isTrue();
        assertThat(anyAfter(read("M1"))).isFalse();
    }

    @Test
    void beginsAnewWhenTheServerDoesNotKnowTheState() {
        exchange.error("SyncFolderItems", "ErrorInvalidSyncStateData");

        assertThat(changes.any(IVY)).isTrue();
        assertThat(changes.knows(IVY)).isFalse();

        page("T1", true, whole("Create", "V1", VOICE));
        assertThat(changes.any(IVY)).isTrue();
        assertThat(exchange.last().text()).doesNotContain("SyncState");
        assertThat(anyAfter("")).isFalse();
    }

    @Test
    void whatASearchThatBrokeOffHadFoundIsToldTheNextTime() {
        page("S3", false, whole("Create", "V2", VOICE));
        exchange.answer(500, "Content-Type: text/html\r\n", "<html/>");
        assertThatThrownBy(() -> changes.any(IVY)).isInstanceOf(MailboxException.Unavailable.class);
        assertThat(changes.knows(IVY)).isFalse();

        page("S4", true, "");
        assertThat(changes.any(IVY)).isTrue();
        assertThat(exchange.last().text()).contains("<m:SyncState>S3</m:SyncState>");
        assertThat(anyAfter(read("V2"))).isTrue();
    }

    @Test
    void anAnswerWithoutAStateIsNone() {
        exchange.success("SyncFolderItems", "<m:Changes/>");

        assertThatThrownBy(() -> changes.any(IVY)).isInstanceOf(MailboxException.Unavailable.class);
        assertThat(anyAfter("")).isTrue();
    }
}
