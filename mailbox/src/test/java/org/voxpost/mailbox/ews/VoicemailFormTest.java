package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;

@Timeout(30)
class VoicemailFormTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final String FLAGS = """
            <t:DictionaryEntry><t:DictionaryKey><t:Type>String</t:Type><t:Value>outlookFlags</t:Value></t:DictionaryKey>
            <t:DictionaryValue><t:Type>Integer32</t:Type><t:Value>%d</t:Value></t:DictionaryValue></t:DictionaryEntry>""";

    private final EwsReplay exchange = new EwsReplay();
    private final VoicemailForm form = new VoicemailForm(exchange.settings());

    @AfterEach
    void stop() {
        form.close();
        exchange.close();
    }

    private static String configuration(String entries) {
        return "<m:UserConfiguration><t:UserConfigurationName Name='UMOLK.UserOptions'/><t:Dictionary>" + entries
                + "</t:Dictionary></m:UserConfiguration>";
    }

    @Test
    void makesTheHiddenItemWhereThereIsNone() {
        exchange.error("GetUserConfiguration", "ErrorItemNotFound").success("CreateUserConfiguration", "");

        assertThat(form.provision(IVY)).isTrue();

        assertThat(exchange.requests().getFirst().text()).contains(
                "<m:GetUserConfiguration><m:UserConfigurationName Name=\"UMOLK.UserOptions\">"
                        + "<t:DistinguishedFolderId Id=\"inbox\"/></m:UserConfigurationName>"
                        + "<m:UserConfigurationProperties>Dictionary</m:UserConfigurationProperties>");
        assertThat(exchange.last().text()).contains("<m:CreateUserConfiguration><m:UserConfiguration>"
                + "<t:UserConfigurationName Name=\"UMOLK.UserOptions\"><t:DistinguishedFolderId Id=\"inbox\"/>"
                + "</t:UserConfigurationName><t:Dictionary><t:DictionaryEntry>"
                + "<t:DictionaryKey><t:Type>String</t:Type><t:Value>outlookFlags</t:Value></t:DictionaryKey>"
                + "<t:DictionaryValue><t:Type>Integer32</t:Type><t:Value>3</t:Value></t:DictionaryValue>"
                + "</t:DictionaryEntry></t:Dictionary></m:UserConfiguration></m:CreateUserConfiguration>");
    }

    @Test
    void leavesAloneWhatIsRight() {
        exchange.success("GetUserConfiguration", configuration(FLAGS.formatted(7)));

        assertThat(form.provision(IVY)).isFalse();
        assertThat(exchange.requests()).hasSize(1);
    }

    @Test
    void setsTheBitsAndKeepsEverythingElse() {
        exchange.success("GetUserConfiguration", configuration("""
                <t:DictionaryEntry><t:DictionaryKey><t:Type>String</t:Type><t:Value>other</t:Value></t:DictionaryKey>
                <t:DictionaryValue><t:Type>Boolean</t:Type><t:Value>true</t:Value></t:DictionaryValue>
                </t:DictionaryEntry>""" + FLAGS.formatted(4))).success("UpdateUserConfiguration", "");

        assertThat(form.provision(IVY)).isTrue();

        assertThat(exchange.last().text()).contains("<m:UpdateUserConfiguration>", "<t:Value>other</t:Value>",
                "<t:Type>Boolean</t:Type><t:Value>true</t:Value>", "<t:Type>Integer32</t:Type><t:Value>7</t:Value>");
    }

    @Test
    void saysWhenTheMailboxCannotBeAsked() {
        exchange.error("GetUserConfiguration", "ErrorAccessDenied");

        assertThatThrownBy(() -> form.provision(IVY)).isInstanceOf(MailboxException.AccountRejected.class)
                .hasMessageContaining("GetUserConfiguration for ivy@corp.example");
    }
}
