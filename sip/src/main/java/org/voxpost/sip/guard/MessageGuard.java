package org.voxpost.sip.guard;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipLimits;

/**
 * Judges messages before the stack sees them. Immutable, safe for use by several threads.
 *
 * @param limits how large a message may be
 */
public record MessageGuard(SipLimits limits) {
    private static final long LONGEST_EXPIRY = Integer.MAX_VALUE;
    private static final Pattern DATE = Pattern.compile("[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT");

    /** A datagram taken apart: what stands behind Content-Length is left out (RFC 3261, 18.3). */
    public RawMessage datagram(byte[] bytes) {
        int end = HeadReader.end(bytes);
        int head = Math.min(end < 0 ? bytes.length : end, limits.headBytes());
        RawMessage message = HeadReader.read(Arrays.copyOf(bytes, head), limits);
        if (end < 0 || end > limits.headBytes()) {
            return complaining(message, end < 0
                    ? Complaint.bad("header without its blank line")
                    : Complaint.tooLarge("header of more than " + limits.headBytes() + " bytes"));
        }
        int there = bytes.length - end;
        Optional<String> stated = message.first("Content-Length");
        long length = stated.flatMap(text -> MessageCheck.number(text, there)).orElse((long) there);
        RawMessage whole = message.withBody(Arrays.copyOfRange(bytes, end, end + (int) length));
        if (stated.isPresent() && MessageCheck.number(stated.get(), there).isEmpty()) {
            return complaining(whole, Complaint.bad("Content-Length does not fit the datagram"));
        }
        return length > limits.bodyBytes() ? complaining(whole, Complaint.bodyTooLarge(limits.bodyBytes())) : whole;
    }

    /**
     * The verdict on a message.
     *
     * @param source where it came from, for {@code received} and {@code rport} (RFC 3581)
     */
    public Verdict judge(RawMessage message, InetSocketAddress source) {
        Optional<Complaint> wrong = MessageCheck.of(message);
        if (wrong.isPresent()) {
            return refuse(message, wrong.get(), source);
        }
        return new Verdict.Take(readable(message).encode());
    }

    /** The answer to a request that cannot be taken, or nothing if it cannot be answered. */
    public static Verdict refuse(RawMessage message, Complaint complaint, InetSocketAddress source) {
        return Refusal.of(message, complaint, source).<Verdict>map(bytes -> new Verdict.Answer(bytes, complaint))
                .orElseGet(() -> new Verdict.Drop(complaint));
    }

    /** Where the answer to a request goes over UDP (RFC 3261, 18.2.2; RFC 3581). */
    public static InetSocketAddress destination(RawMessage request, InetSocketAddress source) {
        return Refusal.destination(request, source);
    }

    static RawMessage complaining(RawMessage message, Complaint complaint) {
        return new RawMessage(message.startLine(), message.fields(), message.body(),
                message.complaint().or(() -> Optional.of(complaint)));
    }

    /** Without what would make the stack give up although it does not matter. */
    private static RawMessage readable(RawMessage message) {
        List<HeaderLine> fields = new ArrayList<>(message.fields().size() + 1);
        for (HeaderLine field : message.fields()) {
            if (field.named("Expires")) {
                fields.add(new HeaderLine(field.name(), expiry(field.value())));
            } else if (!field.named("Date") || DATE.matcher(field.value()).matches()) {
                fields.add(field);
            }
        }
        if (message.isResponse()) {
            return message.withFields(fields);
        }
        if (message.first("Max-Forwards").isEmpty()) {
            fields.add(new HeaderLine("Max-Forwards", "70")); // RFC 2543 did not know it
        }
        return message.withFields(OldBranch.replaced(fields));
    }

    private static String expiry(String value) {
        return MessageCheck.number(value, LONGEST_EXPIRY).map(String::valueOf)
                .orElse(value.matches("\\d+") ? Long.toString(LONGEST_EXPIRY) : "3600");
    }
}
