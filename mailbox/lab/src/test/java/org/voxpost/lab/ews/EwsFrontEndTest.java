package org.voxpost.lab.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.SmtpAddress;

@Timeout(60)
class EwsFrontEndTest {
    private Lab lab;
    private LabMailbox ivy;
    private EwsCaller caller;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory("ivy@corp.example:pin", "bo@corp.example"));
        ivy = lab.store().mailbox(new SmtpAddress("ivy@corp.example")).orElseThrow();
        caller = EwsCaller.of(lab, "ivy@corp.example");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private String create(String subject) throws IOException, InterruptedException {
        String answer = caller.answer(EwsCaller.voicemail(subject, "<" + subject + "@x>"));
        assertThat(answer).contains("NoError");
        return EwsCaller.first("ItemId Id=\"([^\"]*)\"", answer);
    }

    @Test
    void aCreatedVoiceMessageIsUnreadReceivedAndHasItsAudio() throws Exception {
        create("one");

        LabItem item = ivy.items(FolderRole.INBOX.id(), false).getFirst();
        assertThat(item.messageClass()).isEqualTo("IPM.Note.Microsoft.Voicemail.UM.CA");
        assertThat(item.read()).isFalse();
        assertThat(item.draft()).isFalse();
        assertThat(item.properties().get(Tags.VOICE_MESSAGE_DURATION)).isEqualTo(14);
        try (InputStream audio = item.attachments().getFirst().content().open()) {
            assertThat(audio.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("RIFF");
        }
    }

    @Test
    void withoutFlagsItIsADraft() throws Exception {
        String request = EwsCaller.voicemail("one", "<1@x>").replaceAll(
                "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x0E07\".*?</t:ExtendedProperty>", "");

        caller.answer(request);

        assertThat(ivy.items(FolderRole.INBOX.id(), false).getFirst().draft()).isTrue();
    }

    @Test
    void elementsOutOfOrderViolateTheSchemaWithLineAndColumn() throws Exception {
        String request = EwsCaller.voicemail("one", "<1@x>")
                .replace("<t:ItemClass>IPM.Note.Microsoft.Voicemail.UM.CA</t:ItemClass>", "")
                .replace("<t:IsRead>false</t:IsRead>", "<t:IsRead>false</t:IsRead><t:ItemClass>IPM.Note</t:ItemClass>");

        HttpResponse<String> answer = caller.post(request);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("ErrorSchemaValidation").contains("LineNumber").contains("ItemClass");
        assertThat(ivy.items(FolderRole.INBOX.id(), false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<t:IsRead>false</t:IsRead>|<t:IsRead>maybe</t:IsRead>",
            "<t:Body BodyType=\"HTML\">|<t:Body>", "<t:Body BodyType=\"HTML\">|<t:Body BodyType=\"Markdown\">",
            "PropertyType=\"Integer\"/><t:Value>14|PropertyType=\"Int\"/><t:Value>14",
            "<t:Name>vm.wav</t:Name>|<t:FileName>vm.wav</t:FileName>",
            "<m:SavedItemFolderId>|<m:SavedItemFolderId Foo=\"1\">",
            "MessageDisposition=\"SaveOnly\"|MessageDisposition=\"Save\""})
    void whatTheSchemaDoesNotAllowIsRefused(String right, String wrong) throws Exception {
        HttpResponse<String> answer = caller.post(EwsCaller.voicemail("one", "<1@x>").replace(right, wrong));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("ErrorSchemaValidation");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PropertyTag=\"0x6801\"|PropertyTag=\"0x8001\"|ErrorNoPropertyTagForCustomProperties",
            "PropertyTag=\"0x6801\"|PropertyTag=\"0x6801\" PropertyName=\"x\"|ErrorInvalidExtendedProperty",
            "<t:Value>14</t:Value>|<t:Value>fourteen</t:Value>|ErrorInvalidExtendedPropertyValue",
            "<t:Importance/>|<t:Importance/>|", "<t:IsInline>|<t:IsInline>|",
            "<t:ExtendedFieldURI PropertyTag=\"0x0E07\"|<t:ExtendedFieldURI PropertyTag=\"0x0E08\"|ErrorInvalidPropertySet",
            "Id=\"inbox\"|Id=\"voicemail\"|ErrorCannotCreateItemInNonContainerFolder"})
    void whatCannotBeSetIsRefused(String right, String wrong, String code) throws Exception {
        String answer = caller.answer(EwsCaller.voicemail("one", "<1@x>").replace(right, wrong));

        assertThat(answer).contains(code == null ? "NoError" : code);
    }

    @Test
    void readOnlyPropertiesCannotBeSet() throws Exception {
        String answer = caller.answer(EwsCaller.voicemail("one", "<1@x>")
                .replace("</t:Attachments>",
                        "</t:Attachments><t:DateTimeReceived>2026-03-01T09:15:00Z</t:DateTimeReceived>"));

        assertThat(answer).contains("ErrorInvalidPropertySet");
    }

    @Test
    void findItemRestrictsSortsAndPages() throws Exception {
        for (String subject : new String[]{"b", "c", "a"}) {
            create(subject);
        }

        String answer = caller
                .answer("""
                        <m:FindItem Traversal="Shallow">
                          <m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>
                            <t:FieldURI FieldURI="item:Subject"/>
                            <t:ExtendedFieldURI PropertyTag="0x6801" PropertyType="Integer"/>
                          </t:AdditionalProperties></m:ItemShape>
                          <m:IndexedPageItemView MaxEntriesReturned="2" Offset="0" BasePoint="Beginning"/>
                          <m:Restriction><t:And>
                            <t:Contains ContainmentMode="Prefixed" ContainmentComparison="IgnoreCase">
                              <t:FieldURI FieldURI="item:ItemClass"/><t:Constant Value="ipm.note.microsoft.voicemail"/></t:Contains>
                            <t:IsEqualTo><t:FieldURI FieldURI="message:IsRead"/><t:FieldURIOrConstant><t:Constant Value="false"/></t:FieldURIOrConstant></t:IsEqualTo>
                          </t:And></m:Restriction>
                          <m:SortOrder><t:FieldOrder Order="Descending"><t:FieldURI FieldURI="item:Subject"/></t:FieldOrder></m:SortOrder>
                          <m:ParentFolderIds><t:DistinguishedFolderId Id="voicemail"/></m:ParentFolderIds>
                        </m:FindItem>
                        """);

        assertThat(EwsCaller.all("<t:Subject>(.*?)</t:Subject>", answer)).containsExactly("c", "b");
        assertThat(answer).contains("TotalItemsInView=\"3\"", "IncludesLastItemInRange=\"false\"",
                "IndexedPagingOffset=\"2\"", "<t:Value>14</t:Value>");
    }

    @Test
    void markingReadChangesOnlyTheReadFlag() throws Exception {
        String id = create("one");

        String answer = caller.answer(update(id,
                """
                        <t:SetItemField><t:FieldURI FieldURI="message:IsRead"/><t:Message><t:IsRead>true</t:IsRead></t:Message></t:SetItemField>"""));

        assertThat(answer).contains("NoError");
        assertThat(ivy.items(FolderRole.INBOX.id(), false).getFirst().read()).isTrue();
    }

    @Test
    void theFlagsCannotBeRepairedAfterTheFirstSave() throws Exception {
        String id = create("one");

        String answer = caller.answer(update(id,
                """
                        <t:SetItemField><t:ExtendedFieldURI PropertyTag="0x0E07" PropertyType="Integer"/><t:Message>
                        <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x0E07" PropertyType="Integer"/><t:Value>8</t:Value></t:ExtendedProperty>
                        </t:Message></t:SetItemField>"""));

        assertThat(answer).contains("ErrorInvalidPropertySet");
    }

    private static String update(String id, String change) {
        return """
                <m:UpdateItem ConflictResolution="AlwaysOverwrite" MessageDisposition="SaveOnly"><m:ItemChanges><t:ItemChange>
                <t:ItemId Id="%s" ChangeKey="CQ=="/><t:Updates>%s</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>
                """
                .formatted(id, change);
    }

    @Test
    void aMovedItemHasANewIdAndTheOldOneIsGone() throws Exception {
        String id = create("one");

        String moved = caller.answer("""
                <m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="deleteditems"/></m:ToFolderId>
                <m:ItemIds><t:ItemId Id="%s"/></m:ItemIds></m:MoveItem>""".formatted(id));

        assertThat(EwsCaller.first("ItemId Id=\"([^\"]*)\"", moved)).isNotEqualTo(id);
        assertThat(caller.answer("""
                <m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>
                <m:ItemIds><t:ItemId Id="%s"/></m:ItemIds></m:GetItem>""".formatted(id))).contains("ErrorItemNotFound");
        assertThat(ivy.items(FolderRole.DELETED_ITEMS.id(), false)).hasSize(1);
    }

    @Test
    void synchronisationTellsEveryChangeOnce() throws Exception {
        create("one");
        String first = caller.answer(sync(""));
        String state = EwsCaller.first("<m:SyncState>(.*?)</m:SyncState>", first);
        String id = EwsCaller.first("ItemId Id=\"([^\"]*)\"", first);
        caller.answer(update(id,
                """
                        <t:SetItemField><t:FieldURI FieldURI="message:IsRead"/><t:Message><t:IsRead>true</t:IsRead></t:Message></t:SetItemField>"""));
        create("two");

        String second = caller.answer(sync("<m:SyncState>" + state + "</m:SyncState>"));

        assertThat(first).containsOnlyOnce("<t:Create>");
        assertThat(second).containsOnlyOnce("<t:Create>").containsOnlyOnce("<t:ReadFlagChange>");
        String last = EwsCaller.first("<m:SyncState>(.*?)</m:SyncState>", second);
        assertThat(caller.answer(sync("<m:SyncState>" + last + "</m:SyncState>"))).contains("<m:Changes/>");
        assertThat(caller.answer(sync("<m:SyncState>bogus</m:SyncState>"))).contains("ErrorInvalidSyncStateData");
    }

    private static String sync(String state) {
        return """
                <m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>
                <m:SyncFolderId><t:DistinguishedFolderId Id="inbox"/></m:SyncFolderId>%s
                <m:MaxChangesReturned>100</m:MaxChangesReturned></m:SyncFolderItems>""".formatted(state);
    }

    @Test
    void aStreamTellsOfANewMessageWhileItHangs() throws Exception {
        String subscribed = caller
                .answer("""
                        <m:Subscribe><m:StreamingSubscriptionRequest>
                        <t:FolderIds><t:DistinguishedFolderId Id="inbox"/></t:FolderIds>
                        <t:EventTypes><t:EventType>NewMailEvent</t:EventType><t:EventType>CreatedEvent</t:EventType></t:EventTypes>
                        </m:StreamingSubscriptionRequest></m:Subscribe>""");
        String id = EwsCaller.first("SubscriptionId>(.*?)<", subscribed);
        String request = EwsCaller.envelope("ivy@corp.example", """
                <m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>%s</t:SubscriptionId></m:SubscriptionIds>
                <m:ConnectionTimeout>1</m:ConnectionTimeout></m:GetStreamingEvents>""".formatted(id));

        try (HttpClient http = HttpClient.newHttpClient()) {
            InputStream stream = http.send(caller.request(request), HttpResponse.BodyHandlers.ofInputStream()).body();
            assertThat(until(stream, "Envelope>")).contains("<m:ConnectionStatus>OK</m:ConnectionStatus>");
            create("one");

            assertThat(until(stream, "Envelope>")).contains("<t:NewMailEvent>", "<t:CreatedEvent>", id);
            stream.close();
            http.shutdownNow();
        }
    }

    private static String until(InputStream in, String end) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("</soap:" + end)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Test
    void aUserConfigurationIsAHiddenItemWithARoamingDictionary() throws Exception {
        String configuration = """
                <m:%sUserConfiguration><m:UserConfiguration>
                <t:UserConfigurationName Name="UMOLK.UserOptions"><t:DistinguishedFolderId Id="inbox"/></t:UserConfigurationName>
                <t:Dictionary><t:DictionaryEntry>
                <t:DictionaryKey><t:Type>String</t:Type><t:Value>outlookFlags</t:Value></t:DictionaryKey>
                <t:DictionaryValue><t:Type>Integer32</t:Type><t:Value>3</t:Value></t:DictionaryValue>
                </t:DictionaryEntry></t:Dictionary></m:UserConfiguration></m:%sUserConfiguration>""";
        String get = """
                <m:GetUserConfiguration>
                <m:UserConfigurationName Name="UMOLK.UserOptions"><t:DistinguishedFolderId Id="inbox"/></m:UserConfigurationName>
                <m:UserConfigurationProperties>All</m:UserConfigurationProperties></m:GetUserConfiguration>""";
        assertThat(caller.answer(get)).contains("ErrorItemNotFound");

        assertThat(caller.answer(configuration.formatted("Create", "Create"))).contains("NoError");

        assertThat(caller.answer(get)).contains("<t:Value>outlookFlags</t:Value>", "<t:Value>3</t:Value>");
        LabItem hidden = ivy.items(FolderRole.INBOX.id(), true).getFirst();
        assertThat(hidden.messageClass()).isEqualTo("IPM.Configuration.UMOLK.UserOptions");
        assertThat(new String(hidden.properties().bytes(Tags.ROAMING_DICTIONARY), StandardCharsets.UTF_8))
                .contains("k=\"18-outlookFlags\" v=\"9-3\"");
        assertThat(ivy.items(FolderRole.INBOX.id(), false)).isEmpty();
    }

    @Test
    void onlyThePropertiesOfAConfigurationThatAreAskedForComeBack() throws Exception {
        String name = """
                UserConfigurationName Name="Lab.Greeting"><t:DistinguishedFolderId Id="inbox"/></%1$s:UserConfigurationName>""";
        caller.answer("<m:CreateUserConfiguration><m:UserConfiguration><t:" + name.formatted("t")
                + "<t:Dictionary/><t:BinaryData>AQID</t:BinaryData></m:UserConfiguration></m:CreateUserConfiguration>");
        String get = "<m:GetUserConfiguration><m:" + name.formatted("m")
                + "<m:UserConfigurationProperties>%s</m:UserConfigurationProperties></m:GetUserConfiguration>";

        assertThat(caller.answer(get.formatted("BinaryData"))).contains("<t:BinaryData>AQID<")
                .doesNotContain("<t:Dictionary");
        assertThat(caller.answer(get.formatted("Id Dictionary"))).contains("<t:ItemId", "<t:Dictionary")
                .doesNotContain("BinaryData");
        assertThat(caller.post(get.formatted("Everything")).body()).contains("ErrorSchemaValidation");
    }

    @Test
    void peopleAreSearchedByTextOnlyAndInASchemaThatHasThem() throws Exception {
        String find = """
                <m:FindPeople><m:IndexedPageItemView BasePoint="Beginning" MaxEntriesReturned="10" Offset="0"/>
                <m:ParentFolderId><t:DistinguishedFolderId Id="directory"/></m:ParentFolderId>%s</m:FindPeople>""";
        String query = find.formatted("<m:QueryString>ivy</m:QueryString>");
        assertThat(caller.post(query).body()).contains("ErrorIncorrectSchemaVersion");

        String found = caller.send(asking2013(query)).body();
        String browsed = caller.send(asking2013(find.formatted(""))).body();

        assertThat(found).contains("<m:FindPeopleResponse ResponseClass=\"Success\">", "<t:PersonaId Id=",
                "<m:TotalNumberOfPeopleInView>1<");
        assertThat(browsed).contains("ErrorInvalidRequest");
    }

    private static String asking2013(String body) {
        return EwsCaller.envelope("ivy@corp.example", body).replace("Exchange2010_SP2", "Exchange2013");
    }

    @Test
    void namesAreResolvedInTheAddressBook() throws Exception {
        String one = caller.answer(resolve("ivy"));
        String none = caller.answer(resolve("nobody"));

        assertThat(one).contains("ResponseClass=\"Success\"", "<t:EmailAddress>ivy@corp.example</t:EmailAddress>");
        assertThat(none).contains("ErrorNameResolutionNoResults");
    }

    private static String resolve(String name) {
        return "<m:ResolveNames ReturnFullContactData=\"true\"><m:UnresolvedEntry>" + name
                + "</m:UnresolvedEntry></m:ResolveNames>";
    }

    @Test
    void onlyTheServiceAccountStandsForOthers() throws Exception {
        var bo = new EwsCaller(lab.ewsUrl(), "bo@corp.example:secret", "ivy@corp.example");
        var stranger = new EwsCaller(lab.ewsUrl(), "bo@corp.example:wrong", "bo@corp.example");

        assertThat(bo.answer(resolve("ivy"))).contains("ErrorImpersonateUserDenied");
        assertThat(stranger.post(resolve("ivy")).statusCode()).isEqualTo(401);
    }

    @Test
    void anotherMailboxesItemCannotBeReached() throws Exception {
        String id = create("one");
        var asBo = EwsCaller.of(lab, "bo@corp.example");

        assertThat(asBo.answer("""
                <m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>
                <m:ItemIds><t:ItemId Id="%s"/></m:ItemIds></m:GetItem>""".formatted(id))).contains("ErrorItemNotFound");
    }

    @Test
    void aLostAnswerIsExecutedOnceAndOnlyOnce() throws Exception {
        lab.faults().order(Fault.parse("lost@CreateItem*1"));

        assertThatThrownBy(() -> create("one")).isInstanceOf(IOException.class);
        create("two");

        assertThat(ivy.items(FolderRole.INBOX.id(), false)).hasSize(2);
    }

    @Test
    void theAnswerBreaksOffAfterTheOrderedBytes() {
        lab.faults().order(Fault.parse("cut=100@CreateItem*1"));

        assertThatThrownBy(() -> create("one")).isInstanceOf(IOException.class);
        assertThat(ivy.items(FolderRole.INBOX.id(), false)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"503=7,503,", "401,401,", "html,200,<html>", "badxml,200,<Bo", "413,413,",
            "busy=1500,500,BackOffMilliseconds\">1500", "quota,200,ErrorQuotaExceeded",
            "toolarge,200,ErrorMessageSizeExceeded", "error=ErrorMailboxMoveInProgress,200,ErrorMailboxMoveInProgress"})
    void anOrderedFaultKeepsTheRequestFromBeingExecuted(String fault, int status, String text) throws Exception {
        lab.faults().order(Fault.parse(fault));

        HttpResponse<String> answer = caller.post(EwsCaller.voicemail("one", "<1@x>"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(text == null ? "" : text);
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).isEqualTo(status == 503 ? "7" : "");
        assertThat(ivy.items(FolderRole.INBOX.id(), false)).isEmpty();
    }

    @Test
    void refusedConnectionsAreReset() {
        lab.faults().order(Fault.parse("refuse"));

        assertThatThrownBy(() -> HttpClient.newHttpClient()
                .send(caller.request("<x/>"), HttpResponse.BodyHandlers.discarding())).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoSoapIsABadRequest() throws Exception {
        assertThat(caller.send("no xml").statusCode()).isEqualTo(400);
        assertThat(caller.send("<a>").statusCode()).isEqualTo(400);
        assertThat(caller.send("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>").statusCode())
                .isEqualTo(400);
    }
}
