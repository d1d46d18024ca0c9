package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.parser.MessageParser;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;

class VersionReadingParsersTest {
    private final MessageParser parser = new VersionReadingParsers().createMessageParser(null);

    /** The stack's TCP channel tells of a bad message with its socket's name, and another thread may close it just then. */
    @Test
    void aConnectionClosedWhileItsBadMessageIsReadLeavesTheMessageJustBad() {
        Socket takenAway = null;

        assertThatThrownBy(() -> parser.parseSIPMessage(message("INVITE sip:a@b"), true, false,
                (bad, of, part, text, all) -> takenAway.toString())).isInstanceOf(ParseException.class);
    }

    @Test
    void whatTheConnectionSaysOfABadMessageIsHeeded() {
        assertThatThrownBy(() -> parser.parseSIPMessage(message("INVITE sip:a@b"), true, false,
                (bad, of, part, text, all) -> {
                    throw new ParseException("closing", 7);
                })).isInstanceOf(ParseException.class).hasMessage("closing");
    }

    private static byte[] message(String firstLine) {
        return (firstLine + "\r\nVia: SIP/2.0/TCP 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
