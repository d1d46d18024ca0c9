package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.MailboxSettings;
import org.voxpost.mailbox.MailboxSettings.Type;
import org.voxpost.mailbox.MailboxSettings.Value;
import org.voxpost.mailbox.SmtpAddress;

@Timeout(30)
class EwsMailboxSettingsTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");

    private final EwsReplay exchange = new EwsReplay();
    private final MailboxFacets facets = EwsProvider.facets(exchange.settings());
    private final MailboxSettings settings = facets.settings();

    @AfterEach
    void stop() {
        facets.close();
        exchange.close();
    }

    private void dictionary(String type, String... values) {
        var text = new StringBuilder("<m:UserConfiguration><t:Dictionary><t:DictionaryEntry><t:DictionaryKey>"
                + "<t:Type>String</t:Type><t:Value>k</t:Value></t:DictionaryKey><t:DictionaryValue><t:Type>" + type
                + "</t:Type>");
        for (String value : values) {
            text.append("<t:Value>").append(value).append("</t:Value>");
        }
        exchange.success("GetUserConfiguration", text
                + "</t:DictionaryValue></t:DictionaryEntry></t:Dictionary></m:UserConfiguration>");
    }

    @Test
    void whatSomebodyElseMadeMeanwhileIsUpdated() {
        exchange.error("UpdateUserConfiguration", "ErrorItemNotFound")
                .error("CreateUserConfiguration", "ErrorItemSave").success("UpdateUserConfiguration", "");

        settings.setData(IVY, "Vox", new byte[]{1, 2, 3});

        assertThat(exchange.requests()).hasSize(3);
        assertThat(exchange.last().text()).contains("<m:UpdateUserConfiguration><m:UserConfiguration>"
                + "<t:UserConfigurationName Name=\"Vox\"><t:DistinguishedFolderId Id=\"inbox\"/>"
                + "</t:UserConfigurationName><t:BinaryData>AQID</t:BinaryData></m:UserConfiguration>");
    }

    @Test
    void everyTypeIsReadAndWrittenByItsName() {
        for (Type type : Type.values()) {
            exchange.success("UpdateUserConfiguration", "");
            settings.setDictionary(IVY, "Vox", Map.of("k", new Value(type, List.of("1"))));
            String written = exchange.last().text().replaceFirst("(?s).*<t:DictionaryValue><t:Type>", "")
                    .replaceFirst("(?s)</t:Type>.*", "");

            dictionary(written, "1", "2");
            assertThat(settings.dictionary(IVY, "Vox")).isEqualTo(Map.of("k", new Value(type, List.of("1", "2"))));
        }
        assertThat(exchange.requests()).hasSize(2 * Type.values().length);
    }

    @Test
    void aTypeThatThereIsNotMakesTheAnswerUnusable() {
        dictionary("Complex", "1");

        assertThatThrownBy(() -> settings.dictionary(IVY, "Vox")).isInstanceOf(MailboxException.class);
    }

    @Test
    void aValueDoesNotSayItselfWhereItIsLogged() {
        assertThat(Map.of("pin", Value.of("4711")).toString()).doesNotContain("4711");
    }
}
