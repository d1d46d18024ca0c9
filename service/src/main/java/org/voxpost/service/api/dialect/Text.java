package org.voxpost.service.api.dialect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.IndexedPerson;
import org.voxpost.service.routing.LookupResult;
import org.voxpost.service.routing.LookupResult.CallingParty;
import org.voxpost.service.routing.LookupResult.Matched;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.sip.SipUri;

/** Answers as plain text: fields for Asterisk's {@code HASH(R)=${CURL(…)}}, a name for caller id look-ups. Pure. */
public final class Text {
    private static final int LONGEST_NAME = 64;

    private Text() {
    }

    /**
     * Fields as Asterisk's {@code hashcompat} reads them (reference: telephony, 8.6); empty if nobody has the number and
     * no rule is about it.
     */
    public static String fields(LookupResult result) {
        if (result.matched() == Matched.NONE && result.treatment() == Treatment.CONTINUE) {
            return "";
        }
        var fields = new StringJoiner("&");
        result.mailbox().ifPresent(mailbox -> add(fields, "mailbox", mailbox.id()));
        result.person().map(IndexedPerson::displayName).ifPresent(name -> add(fields, "name", name));
        result.person().flatMap(IndexedPerson::address).map(SmtpAddress::value)
                .ifPresent(mail -> add(fields, "mail", mail));
        result.extension().ifPresent(digits -> add(fields, "extension", digits));
        result.e164().ifPresent(number -> add(fields, "e164", number));
        result.caller().map(CallingParty::displayName).filter(name -> !name.isEmpty())
                .ifPresent(name -> add(fields, "callername", name));
        add(fields, "action", result.treatment().name().toLowerCase(java.util.Locale.ROOT));
        if (result.treatment() == Treatment.DIVERT && !result.routes().isEmpty()) {
            add(fields, "dest", user(result.routes().getFirst().uri()));
        }
        for (int i = 0; i < result.routes().size(); i++) {
            add(fields, "route" + (i + 1), result.routes().get(i).uri());
            add(fields, "seconds" + (i + 1), Long.toString(result.routes().get(i).timeout().toSeconds()));
            add(fields, "reason" + (i + 1), result.diversionReason(i));
        }
        if (!result.announcement().isEmpty()) {
            add(fields, "announcement", result.announcement());
        }
        return fields.toString();
    }

    private static void add(StringJoiner fields, String name, String value) {
        fields.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** The name of the one person whose number it is, one line of at most 64 characters; else empty. */
    public static String name(LookupResult result) {
        return result.person().map(IndexedPerson::displayName).map(name -> first(name, LONGEST_NAME)).orElse("");
    }

    static String first(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    /** The user part of a SIP address. */
    static String user(String uri) {
        return SipUri.parse(uri).user();
    }
}
