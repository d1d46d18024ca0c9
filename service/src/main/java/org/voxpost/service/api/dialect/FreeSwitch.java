package org.voxpost.service.api.dialect;

import java.util.Optional;
import java.util.regex.Pattern;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.DiversionText;
import org.voxpost.service.routing.IndexedPerson;
import org.voxpost.service.routing.LookupResult;
import org.voxpost.service.routing.LookupResult.CallingParty;
import org.voxpost.service.routing.LookupResult.Leg;
import org.voxpost.service.routing.LookupResult.Matched;

/** Documents for FreeSWITCH's mod_xml_curl: what is not in one is looked for in its own files (reference: telephony, 8.3). Pure. */
public final class FreeSwitch {
    /** Means that the next source is asked. */
    public static final String NOT_FOUND = document("result", "<result status=\"not found\"/>");
    /** What has a meaning of its own in the data of an action. */
    private static final Pattern SPECIAL = Pattern.compile("[${}\\[\\],|'\"\\\\<>^;]");

    private FreeSwitch() {
    }

    /**
     * A user with the attributes of his mailbox. No password is in it, and none counts as an empty one: registrations are
     * not our business.
     *
     * @param user as FreeSWITCH knows him
     */
    public static String directory(LookupResult result, String domain, String user) {
        if (result.mailbox().isEmpty()) {
            return NOT_FOUND;
        }
        String variables = variable("effective_caller_id_name",
                plain(result.person().map(IndexedPerson::displayName).orElse("")))
                + variable("um_mailbox", result.person().flatMap(IndexedPerson::address).map(SmtpAddress::value)
                        .orElse(result.mailbox().get().id()))
                + variable("um_language", result.mailbox().get().language().toLanguageTag());
        return document("directory", """
                <domain name="%s"><groups><group name="default"><users>\
                <user id="%s" mailbox="%s"%s cacheable="%d">\
                <params><param name="allow-empty-password" value="false"/></params>\
                <variables>%s</variables></user></users></group></groups></domain>""".formatted(Xml.escape(domain),
                Xml.escape(user), Xml.escape(result.extension().orElse(user)),
                result.e164().map(number -> " number-alias=\"" + Xml.escape(number.substring(1)) + "\"").orElse(""),
                result.ttl().toMillis(), variables));
    }

    private static String variable(String name, String value) {
        return "<variable name=\"" + name + "\" value=\"" + Xml.escape(value) + "\"/>";
    }

    /**
     * What to do with a call, as an extension of the context that was asked for.
     *
     * @param context of the request; FreeSWITCH takes no other
     * @param profile sofia profile that calls leave by
     */
    public static String dialplan(LookupResult result, String context, String destination, String profile) {
        boolean nothing = result.routes().isEmpty() && result.treatment() != Treatment.REJECT;
        if (nothing || result.matched() == Matched.NONE && result.treatment() == Treatment.CONTINUE) {
            return NOT_FOUND;
        }
        return document("dialplan", """
                <context name="%s"><extension name="voxpost"><condition field="destination_number" expression="^%s$">\
                %s</condition></extension></context>""".formatted(Xml.escape(context),
                Xml.escape(destination.replaceAll("[^0-9A-Za-z]", "\\\\$0")), actions(result, profile)));
    }

    private static String actions(LookupResult result, String profile) {
        if (result.treatment() == Treatment.REJECT) {
            return playback(result) + action("respond", "603 Declined");
        }
        var actions = new StringBuilder(action("set", "hangup_after_bridge=true"))
                .append(action("set", "continue_on_fail=true"));
        result.caller().map(CallingParty::displayName).map(FreeSwitch::plain).filter(name -> !name.isEmpty())
                .ifPresent(name -> actions.append(action("set", "effective_caller_id_name=" + name)));
        actions.append(playback(result));
        for (int i = 0; i < result.routes().size(); i++) {
            Optional<String> diversion = DiversionText.of(result, i);
            diversion.ifPresent(text -> actions.append(action("export", "nolocal:sip_h_Diversion=" + text)));
            actions.append(action("bridge", bridge(result.routes().get(i), profile)));
        }
        return actions.toString();
    }

    private static String playback(LookupResult result) {
        return result.announcement().isEmpty() ? "" : action("playback", plain(result.announcement()));
    }

    private static String bridge(Leg leg, String profile) {
        return "[leg_timeout=" + leg.timeout().toSeconds() + "]sofia/" + plain(profile) + "/" + leg.uri()
                + (leg.proxy().isEmpty() ? "" : ";fs_path=" + leg.proxy().replace(";", "%3B"));
    }

    private static String action(String application, String data) {
        return "<action application=\"" + application + "\" data=\"" + Xml.escape(data) + "\"/>";
    }

    private static String plain(String text) {
        return SPECIAL.matcher(text).replaceAll(" ").replaceAll(" +", " ").strip();
    }

    private static String document(String section, String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document type=\"freeswitch/xml\"><section name=\""
                + section
                + "\">" + content + "</section></document>";
    }
}
