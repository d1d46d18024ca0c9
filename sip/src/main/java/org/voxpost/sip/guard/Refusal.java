package org.voxpost.sip.guard;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.voxpost.sip.SipStatus;

/** An answer made of what could be read of the request (RFC 3261, 8.2.6). */
final class Refusal {
    private static final Pattern ASKS_PORT = Pattern.compile(";\\s*rport\\s*(?=[;,]|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile(";\\s*tag\\s*=", Pattern.CASE_INSENSITIVE);
    private static final int USUAL_PORT = 5060;

    private Refusal() {
    }

    /** The response's bytes; empty if the message is no request, is an ACK, or says not where to answer. */
    static Optional<byte[]> of(RawMessage request, Complaint complaint, InetSocketAddress source) {
        List<String> vias = request.all("Via");
        if (request.isResponse() || request.method().equals("ACK") || vias.isEmpty()
                || !request.startLine().toUpperCase(java.util.Locale.ROOT).contains("SIP/")) {
            return Optional.empty();
        }
        SipStatus status = complaint.status();
        StringBuilder out = new StringBuilder("SIP/2.0 ").append(status.code()).append(' ').append(status.reason())
                .append("\r\n");
        field(out, "Via", received(vias.getFirst(), source));
        vias.stream().skip(1).forEach(via -> field(out, "Via", via));
        request.first("From").ifPresent(from -> field(out, "From", from));
        request.first("To").ifPresent(to -> field(out, "To", TAG.matcher(to).find() ? to : to + ";tag=" + tag()));
        request.first("Call-ID").ifPresent(id -> field(out, "Call-ID", id));
        request.first("CSeq").ifPresent(cseq -> field(out, "CSeq", cseq));
        field(out, "Warning", "399 voxpost \"" + complaint.why() + "\"");
        field(out, "Content-Length", "0");
        return Optional.of(out.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Where the answer goes over UDP (RFC 3261, 18.2.2). */
    static InetSocketAddress destination(RawMessage request, InetSocketAddress source) {
        String top = ListValue.split(request.first("Via").orElse(""), ',').getFirst();
        return new InetSocketAddress(source.getAddress(), ViaCheck.answerPort(top, source.getPort(), USUAL_PORT));
    }

    private static String received(String via, InetSocketAddress source) {
        return ASKS_PORT.matcher(via).replaceFirst(
                ";rport=" + source.getPort() + ";received=" + source.getAddress().getHostAddress());
    }

    private static void field(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append("\r\n");
    }

    private static String tag() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
