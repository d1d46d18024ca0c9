package org.voxpost.sip.jain;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Properties;
import javax.sip.SipStack;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipTrace;
import org.voxpost.sip.SipTrace.Direction;

/** Shows the messages that the stack sends and receives to a {@link SipTrace}. */
final class TracingServerLogger implements ServerLogger {
    private final SipTrace trace;
    private final ServerNames servers;

    TracingServerLogger(SipTrace trace, ServerNames servers) {
        this.trace = trace;
        this.servers = servers;
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sent, long time) {
        if (trace != SipTrace.NONE) {
            String callId = message.getCallId() == null ? "" : message.getCallId().getCallId();
            trace.message(sent ? Direction.SENT : Direction.RECEIVED, sent ? to : from, peer(message, to, sent), callId,
                    message.toString());
        }
    }

    private String peer(SIPMessage message, String to, boolean sent) {
        InetAddress sender = message.getPeerPacketSourceAddress();
        Optional<SipPeer> peer = sent || sender == null
                ? at(to)
                : servers.peer(sender, message.getPeerPacketSourcePort());
        return peer.map(SipPeer::name).orElse("");
    }

    /** @param place address and port */
    private Optional<SipPeer> at(String place) {
        int colon = place.lastIndexOf(':');
        try {
            return servers.peer(
                    InetAddress.ofLiteral(place.substring(0, Math.max(0, colon)).replace("[", "").replace("]", "")),
                    Integer.parseInt(place.substring(colon + 1)));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sent, long time) {
        logMessage(message, from, to, sent, time);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sent) {
        logMessage(message, from, to, sent, 0);
    }

    @Override
    public void logException(Exception failure) {
        // the stack logger has it
    }

    @Override
    public void closeLogFile() {
        // there is none
    }

    @Override
    public void setStackProperties(Properties properties) {
        // nothing to set
    }

    @Override
    public void setSipStack(SipStack stack) {
        // nothing to set
    }
}
