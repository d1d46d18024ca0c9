package org.voxpost.sip.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxpost.sip.SipUri;

/** The form every message must have (RFC 3261, 7, 8.1.1, 20 and 25). Pure; answers what is wrong first. */
final class MessageCheck {
    private static final Pattern VERSION = Pattern.compile("SIP/\\d+\\.\\d+", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 +[1-6]\\d\\d( .*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern CSEQ = Pattern.compile("(\\d+)\\s+(\\S+)");
    private static final List<String> ADDRESSES = List.of("From", "To");
    private static final List<Function<RawMessage, Optional<Complaint>>> IN_ORDER = List.of(MessageCheck::startLine,
            RawMessage::complaint, MessageCheck::needed, MessageCheck::single,
            message -> ViaCheck.of(message.all("Via")), MessageCheck::addresses, MessageCheck::sequence,
            MessageCheck::forwards, MessageCheck::ofMethod);
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");
    private static final long HIGHEST_CSEQ = (1L << 31) - 1;
    private static final int HIGHEST_FORWARDS = 255;
    private static final int LONGEST_NUMBER = 20;
    private static final long LARGEST_NUMBER = 999_999_999_999_999_999L;

    private MessageCheck() {
    }

    static Optional<Complaint> of(RawMessage message) {
        for (Function<RawMessage, Optional<Complaint>> check : IN_ORDER) {
            Optional<Complaint> wrong = check.apply(message);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    /** A number of that many at most; empty if it is none or larger. */
    static Optional<Long> number(String text, long most) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > LARGEST_NUMBER / 10) {
                return Optional.empty();
            }
            number = number * 10 + digit;
        }
        return number <= Math.min(most, LARGEST_NUMBER) ? Optional.of(number) : Optional.empty();
    }

    private static Optional<Complaint> startLine(RawMessage message) {
        String line = message.startLine();
        if (message.isResponse()) {
            return STATUS.matcher(line).matches() ? Optional.empty() : bad("status line");
        }
        int last = line.stripTrailing().lastIndexOf(' ');
        String version = line.stripTrailing().substring(last + 1);
        if (last < 0 || !version.equals("SIP/2.0") && !VERSION.matcher(version).matches()) {
            return bad("request line without SIP version");
        }
        if (!version.equalsIgnoreCase("SIP/2.0")) {
            return Optional.of(Complaint.version());
        }
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !Token.is(words[0])) {
            return bad("request line is not method, URI and version with one blank between");
        }
        return requestUri(words[1]);
    }

    private static Optional<Complaint> requestUri(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 0 || !isScheme(uri, colon)) {
            return bad("Request-URI without a scheme");
        }
        if (!SCHEMES.contains(uri.substring(0, colon).toLowerCase(Locale.ROOT))) {
            return Optional.of(Complaint.scheme());
        }
        try {
            return SipUri.parse(uri).headers().isEmpty() ? Optional.empty() : bad("Request-URI with headers");
        } catch (IllegalArgumentException unreadable) {
            return bad("Request-URI");
        }
    }

    /** RFC 3986, 3.1. */
    private static boolean isScheme(String uri, int end) {
        for (int i = 0; i < end; i++) {
            char c = uri.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean further = i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '.' || c == '-');
            if (!letter && !further) {
                return false;
            }
        }
        return end > 0;
    }

    private static Optional<Complaint> needed(RawMessage message) {
        for (String name : FieldNames.NEEDED) {
            if (!message.has(name)) {
                return bad(name + " is missing");
            }
        }
        return Optional.empty();
    }

    private static Optional<Complaint> single(RawMessage message) {
        for (String name : FieldNames.SINGLE) {
            if (message.count(name) > 1) {
                return bad(name + " stands more than once");
            }
        }
        return Optional.empty();
    }

    private static Optional<Complaint> addresses(RawMessage message) {
        for (String name : ADDRESSES) {
            for (String value : message.all(name)) {
                Optional<Complaint> wrong = AddressCheck.one(name, value);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        for (String value : message.all("Contact")) {
            Optional<Complaint> wrong = AddressCheck.list("Contact", value);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<Complaint> sequence(RawMessage message) {
        Matcher cseq = CSEQ.matcher(message.first("CSeq").orElse(""));
        if (!cseq.matches() || number(cseq.group(1), HIGHEST_CSEQ).isEmpty()) {
            return bad("CSeq is not a number below 2^31 and a method");
        }
        return message.isResponse() || cseq.group(2).equals(message.method())
                ? Optional.empty()
                : bad("CSeq names another method than the request line");
    }

    private static Optional<Complaint> forwards(RawMessage message) {
        return message.first("Max-Forwards").filter(value -> number(value, HIGHEST_FORWARDS).isEmpty())
                .map(value -> Complaint.bad("Max-Forwards is not in 0..255"));
    }

    /** What a method cannot be without (RFC 3261, 8.1.1.8; RFC 6665, 8.2.1; RFC 3515, 2.1). */
    private static Optional<Complaint> ofMethod(RawMessage message) {
        List<String> names = message.isResponse() ? List.of() : switch (message.method()) {
            case "INVITE" -> List.of("Contact");
            case "SUBSCRIBE" -> List.of("Event");
            case "NOTIFY" -> List.of("Event", "Subscription-State");
            case "REFER" -> List.of("Refer-To");
            default -> List.of();
        };
        return names.stream().filter(name -> !message.has(name)).findFirst()
                .map(name -> name.equals("Event")
                        ? Complaint.event()
                        : Complaint.bad(message.method() + " without " + name));
    }

    private static Optional<Complaint> bad(String why) {
        return Optional.of(Complaint.bad(why));
    }
}
