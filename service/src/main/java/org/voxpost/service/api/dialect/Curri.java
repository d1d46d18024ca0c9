package org.voxpost.service.api.dialect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.LookupQuery;
import org.voxpost.service.routing.LookupResult;
import org.voxpost.service.routing.LookupResult.Matched;

/**
 * Cisco's Unified Routing Rules Interface: Unified CM asks by an XACML 2.0 request before it routes a call, and is told by
 * a decision with a CIXML document in it (reference: telephony, 8.2). Pure.
 */
public final class Curri {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)",
            Pattern.CASE_INSENSITIVE);
    private static final String PREFIX = "urn:cisco:uc:1.0:";
    private static final int LONGEST_VALUE = 250;
    private static final int LONGEST_NAME = 64;

    private Curri() {
    }

    /** What is sent is no request of this interface. */
    public static final class NotUnderstood extends IOException {
        private static final long serialVersionUID = 1L;

        NotUnderstood(String message) {
            super(message);
        }
    }

    /**
     * Reads a request; names of elements and attributes in any case, the document bare or inside a multipart body.
     *
     * @param contentType of HTTP; its charset counts where the document names none
     * @throws NotUnderstood if it is no XML, or names no called number
     */
    public static LookupQuery read(byte[] body, String contentType, String site) throws NotUnderstood {
        Map<String, String> values = new HashMap<>();
        try (var in = new XmlReader(new ByteArrayInputStream(document(body, contentType)))) {
            in.root();
            attributes(in, values);
        } catch (IOException broken) {
            throw new NotUnderstood("this is no request: " + broken.getMessage());
        }
        String called = number(values, "callednumber", "transformedcdpn")
                .orElseThrow(() -> new NotUnderstood("the request has no attribute " + PREFIX + "callednumber"));
        return new LookupQuery(number(values, "callingnumber", "transformedcgpn").orElse("anonymous"),
                Optional.of(called), site);
    }

    private static byte[] document(byte[] body, String contentType) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int from = text.indexOf('<');
        int to = text.lastIndexOf('>');
        if (from < 0 || to < from) {
            return new byte[0];
        }
        String document = text.substring(from, to + 1);
        boolean named = document.startsWith("<?xml")
                && document.substring(0, document.indexOf('>')).contains("encoding");
        return named
                ? document.getBytes(StandardCharsets.ISO_8859_1)
                : new String(document.getBytes(StandardCharsets.ISO_8859_1), charset(contentType))
                        .getBytes(StandardCharsets.UTF_8);
    }

    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        return named.find() && Charset.isSupported(named.group(1))
                ? Charset.forName(named.group(1))
                : StandardCharsets.UTF_8;
    }

    private static void attributes(XmlReader in, Map<String, String> to) throws XmlException {
        while (in.nextChild()) {
            if (in.name().equalsIgnoreCase("Attribute")) {
                String id = attribute(in.attributes(), "AttributeId").toLowerCase(Locale.ROOT);
                String value = value(in);
                if (id.startsWith(PREFIX)) {
                    to.putIfAbsent(id.substring(PREFIX.length()), value);
                }
            } else {
                attributes(in, to);
            }
        }
    }

    private static String value(XmlReader in) throws XmlException {
        String value = "";
        while (in.nextChild()) {
            if (in.name().equalsIgnoreCase("AttributeValue")) {
                value = in.text().strip();
            } else {
                in.skip();
            }
        }
        return value;
    }

    private static String attribute(Map<String, String> attributes, String name) {
        return attributes.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue).findFirst().orElse("");
    }

    /** A plus is written {@code \+} where patterns are meant. */
    private static Optional<String> number(Map<String, String> values, String first, String second) {
        return Optional.ofNullable(values.get(first)).filter(text -> !text.isEmpty())
                .or(() -> Optional.ofNullable(values.get(second)).filter(text -> !text.isEmpty()))
                .map(text -> text.replace("\\", "")).filter(text -> text.length() <= LONGEST_VALUE);
    }

    /** Writes the answer. */
    public static String write(LookupResult result) {
        if (result.matched() == Matched.NONE && result.treatment() == Treatment.CONTINUE) {
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    + "<Response><Result><Decision>NotApplicable</Decision><Status></Status></Result></Response>";
        }
        return switch (result.treatment()) {
            case CONTINUE -> permit("Policy:simplecontinue", "<continue>" + modify(result) + "</continue>");
            case ANNOUNCE -> permit("Policy:continue.greeting", "<continue><greeting identification=\""
                    + Xml.escape(result.announcement()) + "\"/></continue>");
            case VOICEMAIL -> permit("Policy:divert.voicemail", divert("voicemail"));
            case DIVERT -> permit("Policy:divert", divert(destination(result)));
            case REJECT -> decision("Deny", "Policy:deny.simple", result.announcement().isEmpty()
                    ? "<reject></reject>"
                    : "<reject><announce identification=\"" + Xml.escape(result.announcement()) + "\"/></reject>");
        };
    }

    private static String modify(LookupResult result) {
        return result.caller().map(LookupResult.CallingParty::displayName).filter(name -> !name.isEmpty())
                .map(name -> "<modify callingname=\"" + Xml.escape(Text.first(name, LONGEST_NAME)) + "\"/>").orElse("");
    }

    private static String destination(LookupResult result) {
        return result.routes().isEmpty() ? "voicemail" : Text.user(result.routes().getFirst().uri());
    }

    private static String divert(String destination) {
        return "<divert><destination>" + Xml.escape(destination) + "</destination></divert>";
    }

    private static String permit(String policy, String cixml) {
        return decision("Permit", policy, cixml);
    }

    /** The CIXML is text here, its brackets escaped: Unified CM takes no elements inside the value. */
    private static String decision(String decision, String policy, String cixml) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Response><Result><Decision>%1$s</Decision><Status></Status><Obligations>\
                <Obligation FulfillOn="%1$s" ObligationId="urn:cisco:xacml:policy-attribute">\
                <AttributeAssignment AttributeId="%2$s">\
                <AttributeValue DataType="http://www.w3.org/2001/XMLSchema#string">%3$s</AttributeValue>\
                </AttributeAssignment></Obligation></Obligations></Result></Response>"""
                .formatted(decision, policy, Xml.escape("<cixml ver=\"1.0\">" + cixml + "</cixml>"));
    }
}
