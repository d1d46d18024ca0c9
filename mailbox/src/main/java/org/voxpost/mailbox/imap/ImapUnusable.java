package org.voxpost.mailbox.imap;

import org.eclipse.angus.mail.iap.ProtocolException;

/** The server answers, but not in a way this account can be used with. */
final class ImapUnusable extends ProtocolException {
    private static final long serialVersionUID = 1L;

    ImapUnusable(String what) {
        super(what);
    }
}
