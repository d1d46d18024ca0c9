package org.voxpost.sip.jain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sip.message.Request;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipStatus;

/** What makes a request unfit to be taken, whatever it is about (RFC 3261, 8.2). Pure. */
final class InviteCheck {
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

    private InviteCheck() {
    }

    /** A refusal and the header that explains it. */
    record Refusal(SipStatus status, List<HeaderLine> headers) {
        static Refusal of(SipStatus status) {
            return new Refusal(status, List.of());
        }
    }

    static Optional<Refusal> refusal(Request invite, Set<String> extensions) {
        String scheme = invite.getRequestURI().getScheme();
        if (scheme == null || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
            return Optional.of(Refusal.of(Statuses.UNSUPPORTED_SCHEME));
        }
        String unknown = unknownExtensions(invite, extensions);
        if (!unknown.isEmpty()) {
            return Optional.of(new Refusal(Statuses.BAD_EXTENSION, List.of(new HeaderLine("Unsupported", unknown))));
        }
        if (Messages.value(invite, "Contact").isEmpty()) {
            return Optional.of(Refusal.of(Statuses.BAD_REQUEST));
        }
        return body(invite).or(() -> accepted(invite));
    }

    /** What the request requires and we do not know, as a list for Unsupported; empty if nothing. */
    static String unknownExtensions(Request request, Set<String> extensions) {
        return tokens(request, "Require").filter(tag -> !extensions.contains(tag)).collect(Collectors.joining(", "));
    }

    private static Optional<Refusal> body(Request invite) {
        boolean hasBody = invite.getRawContent() != null && invite.getRawContent().length > 0;
        boolean encoded = tokens(invite, "Content-Encoding").anyMatch(encoding -> !encoding.equals("identity"));
        if (hasBody && (encoded || Messages.sdp(invite).isEmpty())) {
            return Optional.of(new Refusal(Statuses.UNSUPPORTED_MEDIA_TYPE,
                    List.of(new HeaderLine("Accept", Messages.SDP), new HeaderLine("Accept-Encoding", "identity"))));
        }
        return Optional.empty();
    }

    /** An Accept that leaves no room for SDP. */
    private static Optional<Refusal> accepted(Request invite) {
        List<String> ranges = Messages.values(invite, "Accept");
        boolean fits = ranges.isEmpty() || ranges.stream().map(range -> range.toLowerCase(Locale.ROOT))
                .anyMatch(range -> range.isBlank() || range.contains("application/sdp")
                        || range.contains("application/*") || range.contains("*/*"));
        return fits ? Optional.empty() : Optional.of(Refusal.of(Statuses.NOT_ACCEPTABLE));
    }

    static Stream<String> tokens(Request request, String header) {
        return Messages.values(request, header).stream().flatMap(value -> Stream.of(value.split(",")))
                .map(token -> token.strip().toLowerCase(Locale.ROOT)).filter(token -> !token.isEmpty());
    }
}
