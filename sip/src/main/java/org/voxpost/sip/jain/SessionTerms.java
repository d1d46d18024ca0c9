package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sip.message.Message;
import javax.sip.message.Request;
import org.voxpost.sip.SessionTimers;

/**
 * What both sides agree on about the session timer (RFC 4028). Pure.
 *
 * @param interval after which the call is dead unless refreshed
 * @param weRefresh true if refreshing is our part
 * @param peerKnows true if the peer supports timers
 */
record SessionTerms(Duration interval, boolean weRefresh, boolean peerKnows) {
    private static final Duration MARGIN = Duration.ofSeconds(32);

    /** The shortest interval we take, if the request asks for a shorter one and can be told so (section 8, 422). */
    static Optional<Duration> tooSmall(Request request, SessionTimers timers) {
        return asked(request).filter(interval -> interval.compareTo(timers.minimum()) < 0 && supported(request))
                .map(interval -> timers.minimum());
    }

    /** The callee's terms for a request; empty if nobody asks for a timer and the peer knows none (section 9). */
    static Optional<SessionTerms> ofCallee(Request request, SessionTimers timers) {
        boolean knows = supported(request);
        Optional<Duration> asked = asked(request);
        if (asked.isEmpty() && !knows) {
            return Optional.empty();
        }
        Duration least = seconds(request, "Min-SE").orElse(timers.minimum());
        Duration wanted = asked.filter(interval -> interval.compareTo(timers.interval()) < 0)
                .orElse(timers.interval());
        Duration interval = wanted.compareTo(least) < 0 ? least : wanted;
        String refresher = parameters(request).getOrDefault("refresher", asked.isPresent() && knows ? "uac" : "uas");
        return Optional.of(new SessionTerms(interval, !knows || refresher.equals("uas"), knows));
    }

    /** The terms in a 2xx to a request of ours; empty if it has none: no timer runs (section 7.2). */
    static Optional<SessionTerms> ofCaller(Message response) {
        return asked(response).map(interval -> new SessionTerms(interval,
                !parameters(response).getOrDefault("refresher", "uac").equals("uas"), true));
    }

    /** The header value in a 2xx of ours. */
    String answer() {
        return interval.toSeconds() + ";refresher=" + (weRefresh ? "uas" : "uac");
    }

    /** The header value in a refresh of ours. */
    String refresh() {
        return interval.toSeconds() + ";refresher=uac";
    }

    /** When we refresh: at half time (section 7.2). */
    Duration refreshAfter() {
        return interval.dividedBy(2);
    }

    /** When we give the call up if the peer has not refreshed (section 10). */
    Duration deadAfter() {
        Duration third = interval.dividedBy(3);
        return interval.minus(third.compareTo(MARGIN) < 0 ? third : MARGIN);
    }

    static boolean supported(Message message) {
        return Stream.of("Supported", "Require").flatMap(name -> Messages.values(message, name).stream())
                .flatMap(value -> Stream.of(value.split(","))).anyMatch(tag -> tag.strip().equalsIgnoreCase("timer"));
    }

    private static Optional<Duration> asked(Message message) {
        return seconds(message, "Session-Expires");
    }

    private static Optional<Duration> seconds(Message message, String header) {
        return Messages.value(message, header).map(value -> value.split(";")[0].strip())
                .filter(number -> number.matches("\\d{1,9}")).map(number -> Duration.ofSeconds(Long.parseLong(number)));
    }

    private static Map<String, String> parameters(Message message) {
        String value = Messages.value(message, "Session-Expires").orElse("").toLowerCase(Locale.ROOT);
        return Stream.of(value.split(";")).skip(1).map(part -> part.split("=", 2)).filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip(), (one, other) -> one));
    }
}
