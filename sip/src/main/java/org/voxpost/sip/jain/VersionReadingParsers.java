package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import java.util.Locale;

/**
 * The stack's parser, but for the version in the request line, since the stack takes every version for 2.0 and so never says
 * 505 (RFC 3261, 21.5.6), and for connections that end while a bad message of theirs is read. Public, with a constructor
 * without parameters, because the stack makes it by its name.
 */
public final class VersionReadingParsers implements MessageParserFactory {
    private static final String UNDERSTOOD = "SIP/2.0";
    private static final MessageParser PARSER = new VersionReadingParser();

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return PARSER;
    }

    /** Has no state: one for all. */
    private static final class VersionReadingParser extends StringMsgParser {
        @Override
        public SIPMessage parseSIPMessage(byte[] message, boolean trimBody, boolean strict,
                ParseExceptionListener listener) throws ParseException {
            return super.parseSIPMessage(message, trimBody, strict,
                    listener == null ? null : (bad, of, part, text, all) -> {
                        try {
                            listener.handleException(bad, of, part, text, all);
                        } catch (NullPointerException closedMeanwhile) {
                            throw bad; // a TCP channel names its socket, which another thread may just have taken away
                        }
                    });
        }

        @Override
        protected SIPMessage processFirstLine(String line, ParseExceptionListener listener, byte[] message)
                throws ParseException {
            SIPMessage parsed = super.processFirstLine(line, listener, message);
            if (line.endsWith(" " + UNDERSTOOD)) {
                return parsed; // what the stack takes it for
            }
            String version = line.stripTrailing().substring(line.stripTrailing().lastIndexOf(' ') + 1)
                    .toUpperCase(Locale.ROOT);
            if (parsed instanceof SIPRequest request && request.getRequestLine() != null
                    && version.matches("SIP/\\d{1,3}\\.\\d{1,3}")) {
                request.getRequestLine().setSipVersion(version);
            }
            return parsed;
        }
    }
}
