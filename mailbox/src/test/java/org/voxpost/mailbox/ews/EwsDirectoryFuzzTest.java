package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** Answers about people, changes and settings with places cut, doubled and overwritten. */
class EwsDirectoryFuzzTest {
    private static final int TRIES = 3000;
    private static final String RESOLUTIONS = EwsReplay.envelope(EwsReplay.messages("ResolveNames",
            EwsReplay.message("ResolveNames", "Success", "NoError", """
                    <m:ResolutionSet TotalItemsInView='1' IncludesLastItemInRange='true'><t:Resolution><t:Mailbox>
                    <t:Name>Bo</t:Name><t:EmailAddress>bo@x.example</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType>
                    </t:Mailbox><t:Contact><t:DisplayName>Bo Lind</t:DisplayName><t:EmailAddresses>
                    <t:Entry Key='EmailAddress1'>SMTP:bo@x.example</t:Entry></t:EmailAddresses><t:PhoneNumbers>
                    <t:Entry Key='BusinessPhone'>+46 8 1</t:Entry></t:PhoneNumbers></t:Contact></t:Resolution>
                    </m:ResolutionSet>""")));
    private static final String PERSONAS = EwsReplay.envelope(
            """
                    <m:FindPeopleResponse ResponseClass='Success'><m:ResponseCode>NoError</m:ResponseCode><m:People><t:Persona>
                    <t:PersonaId Id='P1'/><t:DisplayName>Bo Lind</t:DisplayName><t:EmailAddress><t:EmailAddress>bo@x.example
                    </t:EmailAddress></t:EmailAddress><t:EmailAddresses><t:Address><t:EmailAddress>b@x.example</t:EmailAddress>
                    </t:Address></t:EmailAddresses><t:MobilePhones><t:PhoneNumberAttributedValue><t:Value><t:Number>070</t:Number>
                    </t:Value></t:PhoneNumberAttributedValue></t:MobilePhones></t:Persona></m:People>
                    <m:TotalNumberOfPeopleInView>1</m:TotalNumberOfPeopleInView></m:FindPeopleResponse>""");
    private static final String CHANGES = EwsReplay.envelope(EwsReplay.messages("SyncFolderItems",
            EwsReplay.message("SyncFolderItems", "Success", "NoError", """
                    <m:SyncState>S</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes>
                    <t:Create><t:Message><t:ItemId Id='V1'/><t:ItemClass>IPM.Note</t:ItemClass></t:Message></t:Create>
                    <t:ReadFlagChange><t:ItemId Id='V2'/><t:IsRead>true</t:IsRead></t:ReadFlagChange>
                    <t:Delete><t:ItemId Id='V3'/></t:Delete></m:Changes>""")));
    private static final String DICTIONARY = EwsReplay.envelope(EwsReplay.messages("GetUserConfiguration",
            EwsReplay.message("GetUserConfiguration", "Success", "NoError",
                    """
                            <t:Dictionary><t:DictionaryEntry><t:DictionaryKey><t:Type>String</t:Type><t:Value>k</t:Value>
                            </t:DictionaryKey><t:DictionaryValue><t:Type>ByteArray</t:Type><t:Value>1</t:Value></t:DictionaryValue>
                            </t:DictionaryEntry></t:Dictionary>""")));
    private static final List<String> PIECES = List.of("<", ">", "</", "&", "&#0;", "]]>", "<t:Contact>", "</t:Entry>",
            "'", "\"", "<!DOCTYPE a>", "@", ":");

    @Test
    void endWithWhatTheySayOrAnIoException() {
        fuzz("ResolveNames", RESOLUTIONS, Resolutions::new);
        fuzz("FindPeople", PERSONAS, Personas::new);
        fuzz("SyncFolderItems", CHANGES, () -> new InboxChanges.Page(new HashSet<>()));
        fuzz("GetUserConfiguration", DICTIONARY,
                () -> in -> UserConfigurationDictionary.read(in, new HashMap<>(), 10));
    }

    private static void fuzz(String operation, String answer, Supplier<ResponseMessages.Payload> payload) {
        long seed = 20260304;
        Random random = new Random(seed);
        int whole = 0;
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder(answer);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int from = random.nextInt(text.length());
                text.replace(from, Math.min(text.length(), from + random.nextInt(9)),
                        PIECES.get(random.nextInt(PIECES.size())));
            }
            try (XmlReader in = new XmlReader(
                    new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))) {
                SoapEnvelope.read(in, header -> {
                    header.skip();
                    return Optional.empty();
                }, response -> ResponseMessages.read(response, operation, payload.get()));
                whole++;
            } catch (IOException expected) {
                assertThat(expected.getMessage()).isNotNull();
            } catch (RuntimeException e) {
                fail("seed %d, try %d of %s: %s".formatted(seed, i, operation, text), e);
            }
        }
        assertThat(whole).as("not everything is broken").isBetween(1, TRIES - 1);
    }
}
