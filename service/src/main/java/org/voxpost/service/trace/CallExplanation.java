package org.voxpost.service.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.voxpost.service.trace.TraceStep.Kind;

/** What one traced call, an answer to OPTIONS and a lamp's NOTIFY tell about the peer that sent it, in sentences for whoever sets up the trunk. Pure. */
public final class CallExplanation {
    private static final List<String> IDENTITIES = List.of("diversion", "history-info", "p-asserted-identity",
            "remote-party-id", "p-called-party-id", "privacy");

    private CallExplanation() {
    }

    /**
     * The findings, each a line {@code topic: what was seen}.
     *
     * @param steps of one call, in order of time
     */
    public static List<String> of(List<TraceStep> steps) {
        List<String> findings = new ArrayList<>();
        Optional<String> invite = steps.stream().filter(step -> step.kind() == Kind.SIP_IN).map(TraceStep::text)
                .filter(text -> text.startsWith("INVITE ")).findFirst();
        if (invite.isEmpty()) {
            return List.of("INVITE: none in the trace; its beginning was overwritten");
        }
        Map<String, String> headers = headers(invite.get());
        findings.add("Request-URI: " + invite.get().split(" ", 3)[1]);
        IDENTITIES.forEach(name -> {
            if (headers.containsKey(name)) {
                findings.add(name + ": " + headers.get(name));
            }
        });
        if (!headers.containsKey("diversion") && !headers.containsKey("history-info")) {
            findings.add("diversion: none; the PBX does not tell whose call it was in a standard header");
        }
        steps.stream().filter(step -> step.kind() == Kind.ROUTE).findFirst()
                .ifPresent(step -> findings.add("mailbox: " + step.text()));
        findings.add("session timer: " + headers.getOrDefault("session-expires", "not asked for"));
        findings.add("REFER: " + (headers.getOrDefault("allow", "").toUpperCase(Locale.ROOT).contains("REFER")
                ? "allowed"
                : headers.containsKey("allow") ? "not in Allow: transfers will be bridged" : "Allow is not sent"));
        media(invite.get(), findings);
        findings.add("answer: " + steps.stream().filter(step -> step.kind() == Kind.SIP_OUT).map(TraceStep::text)
                .filter(text -> text.startsWith("SIP/2.0 ") && text.contains("INVITE")).map(CallExplanation::firstLine)
                .filter(line -> !line.startsWith("SIP/2.0 1")).findFirst().orElse("none"));
        steps.stream().filter(step -> step.kind() == Kind.MEDIA && step.text().startsWith("stopped"))
                .forEach(step -> findings.add("media: " + step.text()));
        steps.stream().filter(step -> step.kind() == Kind.FLOW && step.text().startsWith("ended by"))
                .forEach(step -> findings.add("end: " + step.text()));
        return findings;
    }

    /**
     * What a peer's answer to OPTIONS says of it (RFC 3261, 11.2).
     *
     * @param answer the whole message
     */
    public static List<String> ofOptions(String answer) {
        Map<String, String> headers = headers(answer);
        String software = headers.getOrDefault("user-agent", headers.getOrDefault("server", ""));
        List<String> findings = new ArrayList<>();
        findings.add("allows: " + headers.getOrDefault("allow", "does not say"));
        findings.add("supports: " + headers.getOrDefault("supported", "does not say"));
        findings.add("is: " + (software.isEmpty() ? "does not say" : software));
        return findings;
    }

    /**
     * Whether the peer took a lamp's NOTIFY (RFC 3842).
     *
     * @param steps of the dialog or request it was sent in, in order of time; empty if there was none
     */
    public static String ofLamp(List<TraceStep> steps) {
        Optional<TraceStep> notify = steps.stream().filter(CallExplanation::isLamp).reduce((one, later) -> later);
        if (notify.isEmpty()) {
            return "lamps: no NOTIFY to it is in the trace";
        }
        String asked = notify.get().text().split(" ", 3)[1];
        String sequence = headers(notify.get().text()).getOrDefault("cseq", "");
        return "lamps: NOTIFY for " + asked + steps.stream().filter(step -> step.kind() == Kind.SIP_IN)
                .flatMap(step -> finalAnswer(step, sequence).stream()).reduce((one, later) -> later)
                .map(line -> " was answered " + line).orElse(" was not answered");
    }

    static boolean isLamp(TraceStep step) {
        return step.kind() == Kind.SIP_OUT && step.text().startsWith("NOTIFY ")
                && headers(step.text()).getOrDefault("event", "").startsWith("message-summary");
    }

    /** By CSeq, not by time: what is sent is traced when it has gone out, and the answer may be quicker. */
    private static Optional<String> finalAnswer(TraceStep step, String sequence) {
        boolean last = step.text().matches("(?s)SIP/2.0 [2-6].*")
                && headers(step.text()).getOrDefault("cseq", "").equals(sequence);
        return last ? Optional.of(firstLine(OtherSide.without(step.text()))) : Optional.empty();
    }

    private static void media(String invite, List<String> findings) {
        List<String> sdp = invite.lines().dropWhile(line -> !line.isBlank()).skip(1).toList();
        if (sdp.stream().noneMatch(line -> line.startsWith("m="))) {
            findings.add("offer: late, in our 200");
            return;
        }
        findings.add("offer: " + sdp.stream().filter(line -> line.startsWith("m=")).collect(Collectors.joining("; ")));
        String names = attribute(sdp, "a=rtpmap:").collect(Collectors.joining(", "));
        findings.add("codecs: " + (names.isEmpty() ? "by static payload types" : names));
        findings.add("keys: " + (names.toLowerCase(Locale.ROOT).contains("telephone-event")
                ? "telephone events (RFC 4733)"
                : "no telephone events offered: heard in the audio, or by SIP INFO"));
        boolean secured = sdp.stream().anyMatch(line -> line.startsWith("m=audio") && line.contains("/SAVP"));
        boolean offered = sdp.stream().anyMatch(line -> line.startsWith("a=crypto:"));
        findings.add("SRTP: " + (secured ? "offered" : offered ? "offered beside plain RTP" : "not offered"));
    }

    private static Stream<String> attribute(List<String> sdp, String name) {
        return sdp.stream().filter(line -> line.startsWith(name)).map(line -> line.substring(name.length()));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Names in lower case; several of one name joined by a comma. */
    private static Map<String, String> headers(String message) {
        Map<String, String> headers = new LinkedHashMap<>();
        message.lines().skip(1).takeWhile(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.merge(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(), (one, other) -> one + ", " + other);
            }
        });
        return headers;
    }
}
