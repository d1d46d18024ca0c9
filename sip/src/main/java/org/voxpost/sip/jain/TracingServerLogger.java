package org.voxpost.sip.jain;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;
import org.voxpost.sip.SipTrace;
import org.voxpost.sip.SipTrace.Direction;

/** Shows the messages that the stack sends and receives to a {@link SipTrace}. */
final class TracingServerLogger implements ServerLogger {
    private final SipTrace trace;

    TracingServerLogger(SipTrace trace) {
        this.trace = trace;
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sent, long time) {
        if (trace != SipTrace.NONE) {
            String callId = message.getCallId() == null ? "" : message.getCallId().getCallId();
            trace.message(sent ? Direction.SENT : Direction.RECEIVED, sent ? to : from, callId, message.toString());
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
