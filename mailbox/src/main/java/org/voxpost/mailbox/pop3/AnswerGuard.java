package org.voxpost.mailbox.pop3;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bounds what a POP3 server answers to one command: Angus Mail holds answers whole, and makes tables as long as the number of
 * messages that STAT announces (RFC 1939, 5). One connection's two directions; its commands are written in one piece each.
 */
final class AnswerGuard {
    /** Bytes: UIDL or LIST of the longest maildrop, or one message's header. */
    static final long LONGEST_ANSWER = 16L << 20;
    /** Bytes: a whole message (RETR), which goes to a file. */
    static final long LONGEST_MESSAGE = 1L << 30;
    static final int MOST_MESSAGES = 200_000;
    private static final int COMMAND = 4;

    private long left = LONGEST_ANSWER;
    private boolean counting; // the answer to STAT
    private int word;
    private long messages;

    private synchronized void asked(byte[] bytes, int offset, int length) {
        String command = new String(bytes, offset, Math.min(COMMAND, length), StandardCharsets.US_ASCII);
        left = command.equals("RETR") ? LONGEST_MESSAGE : LONGEST_ANSWER;
        counting = command.equals("STAT");
        word = 0;
        messages = 0;
    }

    private synchronized void answered(byte[] bytes, int offset, int length) throws IOException {
        left -= length;
        if (left < 0) {
            throw new IOException("the server answers one command with more than "
                    + (LONGEST_ANSWER >> 20) + " MB, or sends a message of more than " + (LONGEST_MESSAGE >> 20)
                    + " MB");
        }
        for (int i = offset; counting && i < offset + length; i++) {
            count(bytes[i]);
        }
    }

    /** {@code +OK messages bytes} */
    private void count(byte next) throws IOException {
        if (next == ' ') {
            word++;
        } else if (next == '\n' || word > 1) {
            counting = false;
        } else if (word == 1 && next != '\r') {
            messages = next >= '0' && next <= '9' ? messages * 10 + next - '0' : Long.MAX_VALUE;
            if (messages > MOST_MESSAGES) {
                throw new IOException(
                        "the maildrop has more than " + MOST_MESSAGES + " messages, or no number of them");
            }
        }
    }

    InputStream of(InputStream answers) {
        return new FilterInputStream(answers) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = super.read(into, offset, length);
                answered(into, offset, Math.max(0, count));
                return count;
            }
        };
    }

    OutputStream of(OutputStream commands) {
        return new FilterOutputStream(commands) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[]{(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                asked(bytes, offset, length);
                out.write(bytes, offset, length);
            }
        };
    }
}
