package org.voxpost.service.trace;

import java.util.regex.Pattern;
import org.voxpost.sip.SipTrace;

/** Hands the SIP messages of calls to the trace log; OPTIONS, which come by the second, are left out. */
public final class SipLadder implements SipTrace {
    private static final String SEQUENCE = "\nCSeq: ";
    private static final Pattern PING = Pattern.compile("(?im)^cseq\\s*:\\s*\\d+\\s+OPTIONS\\s*$");

    private final TraceLog log;

    public SipLadder(TraceLog log) {
        this.log = log;
    }

    @Override
    public void message(Direction direction, String address, String peer, String sipCallId, String message) {
        if (sipCallId.isEmpty() || isPing(message)) {
            return;
        }
        String shown = message.startsWith("INFO ") ? withoutBody(message) : message; // a keyed digit may stand in it bare
        log.step(sipCallId, switch (direction) {
            case RECEIVED -> TraceStep.Kind.SIP_IN;
            case SENT -> TraceStep.Kind.SIP_OUT;
        }, OtherSide.write(shown, address, peer));
    }

    private static String withoutBody(String message) {
        int end = message.indexOf("\r\n\r\n");
        return end < 0 || end + 4 == message.length() ? message : message.substring(0, end + 4) + "•••";
    }

    /** The usual spelling is looked at first: a pattern over a whole message costs more than all the rest. */
    private static boolean isPing(String message) {
        int at = message.indexOf(SEQUENCE);
        if (at < 0) {
            return PING.matcher(message).find();
        }
        int end = message.indexOf('\r', at);
        return message.startsWith("OPTIONS", (end < 0 ? message.length() : end) - "OPTIONS".length());
    }
}
