package org.voxpost.service.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.LookupResult.Leg;
import org.voxpost.service.routing.LookupResult.Matched;
import java.time.Duration;

class DialectTextsTest {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document type=\"freeswitch/xml\">";

    @Test
    void freeSwitchRingsTheTelephoneThenTheMailboxWithADiversion() {
        assertThat(FreeSwitch.dialplan(Answers.alice(Treatment.CONTINUE, "", Answers.TELEPHONE, Answers.VOICEMAIL),
                "public", "+14255552001", "external")).isEqualTo(HEAD + """
                        <section name="dialplan"><context name="public"><extension name="voxpost">\
                        <condition field="destination_number" expression="^\\+14255552001$">\
                        <action application="set" data="hangup_after_bridge=true"/>\
                        <action application="set" data="continue_on_fail=true"/>\
                        <action application="set" data="effective_caller_id_name=Carol C Reed &amp; Co"/>\
                        <action application="bridge" data="[leg_timeout=20]sofia/external/sip:2001@192.0.2.10;\
                        fs_path=sip:192.0.2.11%3Btransport=tcp"/>\
                        <action application="export" data="nolocal:sip_h_Diversion=\
                        &lt;sip:2001@192.0.2.10&gt;;reason=no-answer"/>\
                        <action application="bridge" data="[leg_timeout=10]sofia/external/sip:8000@192.0.2.50"/>\
                        </condition></extension></context></section></document>""");
    }

    @Test
    void freeSwitchSendsToVoicemailRefusesAndAnnounces() {
        assertThat(FreeSwitch.dialplan(Answers.alice("", Treatment.VOICEMAIL, "", Answers.VOICEMAIL), "public", "2001",
                "external")).contains("sip_h_Diversion=&lt;sip:2001@192.0.2.50&gt;;reason=unconditional")
                .doesNotContain("effective_caller_id_name");
        assertThat(FreeSwitch.dialplan(Answers.alice(Treatment.REJECT, ""), "public", "2001", "external"))
                .contains("<action application=\"respond\" data=\"603 Declined\"/>").doesNotContain("bridge");
        assertThat(FreeSwitch.dialplan(Answers.alice(Treatment.ANNOUNCE, "night.wav", Answers.TELEPHONE), "public",
                "2001", "external")).contains("<action application=\"playback\" data=\"night.wav\"/>");
    }

    @Test
    void whatAPersonIsCalledIsNeverACommandOfFreeSwitch() {
        String name = "Eve ${system(rm)} ,sofia/x [a=b] ^^:|' \\";

        assertThat(FreeSwitch.dialplan(Answers.alice(name, Treatment.CONTINUE, "", Answers.TELEPHONE), "a\"b", "20\"01",
                "external")).contains("effective_caller_id_name=Eve system(rm) sofia/x a=b :\"")
                .contains("<context name=\"a&quot;b\">").contains("expression=\"^20\\&quot;01$\"");
    }

    @Test
    void freeSwitchAsksElsewhereForWhatNobodyHas() {
        String notFound = HEAD + "<section name=\"result\"><result status=\"not found\"/></section></document>";

        assertThat(FreeSwitch.dialplan(Answers.nobody(Matched.NONE), "public", "2099", "external")).isEqualTo(notFound);
        assertThat(FreeSwitch.dialplan(Answers.nobody(Matched.AMBIGUOUS), "public", "2099", "external"))
                .isEqualTo(notFound);
        assertThat(FreeSwitch.directory(Answers.nobody(Matched.NONE), "example.com", "2099")).isEqualTo(notFound);
    }

    @Test
    void aUserOfFreeSwitchHasAMailboxAndNoPassword() {
        assertThat(FreeSwitch.directory(Answers.alice(Treatment.CONTINUE, ""), "example.com", "2001"))
                .isEqualTo(HEAD + """
                        <section name="directory"><domain name="example.com"><groups><group name="default"><users>\
                        <user id="2001" mailbox="2001" number-alias="14255552001" cacheable="60000">\
                        <params><param name="allow-empty-password" value="false"/></params>\
                        <variables><variable name="effective_caller_id_name" value="Alice Lee"/>\
                        <variable name="um_mailbox" value="alice@example.com"/>\
                        <variable name="um_language" value="en-US"/></variables>\
                        </user></users></group></groups></domain></section></document>""");
    }

    @Test
    void kamailioGetsARouteAfterTheOther() {
        assertThat(Rtjson.write(Answers.alice(Treatment.CONTINUE, "", Answers.TELEPHONE, Answers.VOICEMAIL)))
                .isEqualTo(new JsonObject("""
                        {"version": "1.0", "routing": "serial", "routes": [
                          {"uri": "sip:2001@192.0.2.10", "dst_uri": "sip:192.0.2.11;transport=tcp", "path": "",
                           "socket": "", "fr_inv_timer": 20000},
                          {"uri": "sip:8000@192.0.2.50", "dst_uri": "", "path": "", "socket": "",
                           "fr_inv_timer": 10000,
                           "headers": {"extra": "Diversion: <sip:2001@192.0.2.10>;reason=no-answer\\r\\n"}}],
                         "treatment": "CONTINUE", "person": "Alice Lee", "mailbox": "alice@example.com",
                         "caller": "Carol \\"C\\" <Reed> & Co"}"""));
    }

    @Test
    void aDiversionHoldsNoLineBreakWhateverTheAddressSays() {
        var odd = new Leg("sip:8000@192.0.2.50", "", Duration.ofSeconds(10), "");

        assertThat(Rtjson.write(Answers.alice(Treatment.VOICEMAIL, "", odd)).getJsonArray("routes").getJsonObject(0)
                .getJsonObject("headers").getString("extra"))
                .isEqualTo("Diversion: <sip:2001@192.0.2.50>;reason=unconditional\r\n");
    }

    @Test
    void asteriskGetsFields() {
        assertThat(Text.fields(Answers.alice(Treatment.DIVERT, "", Answers.DESK, Answers.VOICEMAIL))).isEqualTo(
                "mailbox=alice%40example.com&name=Alice+Lee&mail=alice%40example.com&extension=2001&e164=%2B14255552001"
                        + "&callername=Carol+%22C%22+%3CReed%3E+%26+Co&action=divert&dest=2002"
                        + "&route1=sip%3A2002%40192.0.2.10&seconds1=15&reason1=unconditional"
                        + "&route2=sip%3A8000%40192.0.2.50&seconds2=10&reason2=no-answer");
        assertThat(Text.fields(Answers.nobody(Matched.NONE))).isEmpty();
        assertThat(Text.fields(Answers.nobody(Matched.AMBIGUOUS))).isEqualTo("extension=2099&action=continue");
        assertThat(Text.fields(Answers.alice(Treatment.REJECT, "sorry"))).endsWith("action=reject&announcement=sorry");
    }

    @Test
    void aCallersNameIsOneShortLine() {
        assertThat(Text.name(Answers.alice(Treatment.CONTINUE, ""))).isEqualTo("Alice Lee");
        assertThat(Text.name(Answers.nobody(Matched.AMBIGUOUS))).isEmpty();
        assertThat(Text.first("\ud83d\ude00".repeat(70), 64)).hasSize(128);
    }
}
