package org.voxpost.sip.jain;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;

/** Stands in until {@link VoxpostStack} sets the real one: the stack makes this by its name, which takes no settings. */
public final class SilentServerLogger implements ServerLogger {

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sent, long time) {
        // silent
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sent, long time) {
        // silent
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sent) {
        // silent
    }

    @Override
    public void logException(Exception failure) {
        // silent
    }

    @Override
    public void closeLogFile() {
        // silent
    }

    @Override
    public void setStackProperties(Properties properties) {
        // silent
    }

    @Override
    public void setSipStack(SipStack stack) {
        // silent
    }
}
