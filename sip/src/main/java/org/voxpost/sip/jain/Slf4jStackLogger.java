package org.voxpost.sip.jain;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack's log lines through SLF4J, cut to their first line: the rest may be a message with credentials. Public, with a
 * constructor without parameters, because the stack makes it by its name.
 */
public final class Slf4jStackLogger implements StackLogger {
    private static final Logger LOG = LoggerFactory.getLogger("org.voxpost.sip.stack");
    private static final int LONGEST = 160;

    @Override
    public void logStackTrace() {
        // the stack's way to say where it is: of no use to operators
    }

    @Override
    public void logStackTrace(int traceLevel) {
        logStackTrace();
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable failure) {
        LOG.debug("{}", firstLine(failure.toString()));
    }

    @Override
    public void logDebug(String message) {
        LOG.trace("{}", firstLine(message));
    }

    @Override
    public void logDebug(String message, Exception failure) {
        logDebug(message);
    }

    @Override
    public void logTrace(String message) {
        logDebug(message);
    }

    @Override
    public void logFatalError(String message) {
        LOG.error("{}", firstLine(message));
    }

    /** The stack calls every broken packet an error; for us it is the peer's. */
    @Override
    public void logError(String message) {
        LOG.debug("{}", firstLine(message));
    }

    @Override
    public void logError(String message, Exception failure) {
        LOG.debug("{}: {}", firstLine(message), firstLine(failure.toString()));
    }

    @Override
    public boolean isLoggingEnabled() {
        return true;
    }

    /** Level INFO is also what makes the stack show messages to its {@link TracingServerLogger}. */
    @Override
    public boolean isLoggingEnabled(int level) {
        return level < TRACE_DEBUG;
    }

    @Override
    public void logWarning(String message) {
        LOG.debug("{}", firstLine(message));
    }

    @Override
    public void logInfo(String message) {
        LOG.trace("{}", firstLine(message));
    }

    @Override
    public void disableLogging() {
        // levels are set where all levels are set
    }

    @Override
    public void enableLogging() {
        // levels are set where all levels are set
    }

    @Override
    public void setBuildTimeStamp(String time) {
        // of no use to operators
    }

    @Override
    public void setStackProperties(Properties properties) {
        // nothing to set
    }

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }

    private static String firstLine(String message) {
        if (message == null) { // the stack does that
            return "";
        }
        int end = 0;
        while (end < message.length() && end < LONGEST && message.charAt(end) >= ' ') {
            end++;
        }
        return message.substring(0, end);
    }
}
