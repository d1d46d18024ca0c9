package org.voxpost.sip.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.voxpost.sip.SipUri;

/** The form every message must have (RFC 3261, 7, 8.1.1, 20 and 25). Pure; answers what is wrong first. */
final class MessageCheck {
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");
    private static final Pattern VERSION = Pattern.compile("SIP/\\d+\\.\\d+", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 +[1-6]\\d\\d( .*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
    private static final Pattern CSEQ = Pattern.compile("(\\d+)\\s+(\\S+)");
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");
    private static final long HIGHEST_CSEQ = (1L << 31) - 1;
    private static final int HIGHEST_FORWARDS = 255;

    private MessageCheck() {
    }

    static Optional<Complaint> of(RawMessage message) {
        List<Supplier<Optional<Complaint>>> checks = List.of(() -> startLine(message), message::complaint,
                () -> needed(message), () -> single(message), () -> ViaCheck.of(message.all("Via")),
                () -> addresses(message), () -> sequence(message), () -> forwards(message),
                () -> ofMethod(message));
        return checks.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    /** A number of that many at most; empty if it is none or larger. */
    static Optional<Long> number(String text, long most) {
        if (text.isEmpty() || text.length() > 20 || text.chars().anyMatch(c -> c < '0' || c > '9')) {
            return Optional.empty();
        }
        String digits = text.replaceFirst("^0+(?=.)", "");
        return digits.length() > 18
                ? Optional.empty()
                : Optional.of(Long.valueOf(digits)).filter(number -> number <= most);
    }

    private static Optional<Complaint> startLine(RawMessage message) {
        String line = message.startLine();
        if (message.isResponse()) {
            return STATUS.matcher(line).matches() ? Optional.empty() : bad("status line");
        }
        int last = line.stripTrailing().lastIndexOf(' ');
        String version = line.stripTrailing().substring(last + 1);
        if (last < 0 || !VERSION.matcher(version).matches()) {
            return bad("request line without SIP version");
        }
        if (!version.equalsIgnoreCase("SIP/2.0")) {
            return Optional.of(Complaint.version());
        }
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !METHOD.matcher(words[0]).matches()) {
            return bad("request line is not method, URI and version with one blank between");
        }
        return requestUri(words[1]);
    }

    private static Optional<Complaint> requestUri(String uri) {
        Matcher scheme = SCHEME.matcher(uri);
        if (!scheme.matches()) {
            return bad("Request-URI without a scheme");
        }
        if (!SCHEMES.contains(scheme.group(1).toLowerCase(Locale.ROOT))) {
            return Optional.of(Complaint.scheme());
        }
        try {
            return SipUri.parse(uri).headers().isEmpty() ? Optional.empty() : bad("Request-URI with headers");
        } catch (IllegalArgumentException unreadable) {
            return bad("Request-URI");
        }
    }

    private static Optional<Complaint> needed(RawMessage message) {
        return Stream.of("Via", "From", "To", "Call-ID", "CSeq")
                .filter(name -> message.first(name).orElse("").isEmpty())
                .findFirst().map(name -> Complaint.bad(name + " is missing"));
    }

    private static Optional<Complaint> single(RawMessage message) {
        return FieldNames.SINGLE.stream().sorted().filter(name -> message.all(name).size() > 1).findFirst()
                .map(name -> Complaint.bad(name + " stands more than once"));
    }

    private static Optional<Complaint> addresses(RawMessage message) {
        return Stream
                .concat(Stream.of("From", "To").flatMap(
                        name -> message.all(name).stream().map(value -> AddressCheck.one(name, value))),
                        message.all("Contact").stream().map(value -> AddressCheck.list("Contact", value)))
                .flatMap(Optional::stream).findFirst();
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
        return names.stream().filter(name -> message.first(name).orElse("").isEmpty()).findFirst()
                .map(name -> name.equals("Event")
                        ? Complaint.event()
                        : Complaint.bad(message.method() + " without " + name));
    }

    private static Optional<Complaint> bad(String why) {
        return Optional.of(Complaint.bad(why));
    }
}
