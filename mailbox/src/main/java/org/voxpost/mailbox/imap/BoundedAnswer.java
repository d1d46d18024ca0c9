package org.voxpost.mailbox.imap;

import org.eclipse.angus.mail.iap.ByteArray;

/**
 * Holds one response of a server while it is read. Angus Mail asks it for as many bytes as a literal announces (RFC 3501, 4.3)
 * before any of them has come; more than {@link #MOST} are refused.
 */
final class BoundedAnswer extends ByteArray {
    /** Bytes. What is asked for is at most 256 KB in one response; BODYSTRUCTURE and LIST are far below, too. */
    static final int MOST = 4 << 20;
    private static final int FIRST = 128;

    BoundedAnswer() {
        super(new byte[FIRST], 0, FIRST);
    }

    /** @throws TooLong if it would become longer than {@link #MOST} */
    @Override
    public void grow(int by) {
        if (by < 0 || getBytes().length + (long) by > MOST) {
            throw new TooLong("a response of more than " + MOST + " bytes");
        }
        super.grow(by);
    }

    /** A server sends more than anybody asked it for. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong(String what) {
            super(what);
        }
    }
}
