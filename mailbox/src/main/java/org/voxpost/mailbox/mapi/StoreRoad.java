package org.voxpost.mailbox.mapi;

import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.rop.RopCarrier;

/**
 * A carrier and what to say over it.
 *
 * @param carrier not connected yet; closed by whoever got it
 * @param accountDn X500 DN of the account that signs in
 * @param mailboxDn X500 DN of the mailbox
 * @param access with what right it is opened
 */
public record StoreRoad(RopCarrier carrier, String accountDn, String mailboxDn, MapiAccess access) {

    /** Makes roads to mailboxes: one way of carrying ROPs. Safe for several threads. */
    public interface Source extends AutoCloseable {

        /** A new carrier for each call. @throws org.voxpost.mailbox.MailboxException if there is none now */
        StoreRoad to(SmtpAddress owner);

        /** One that will wait for events most of the time, and is not to keep others from a connection meanwhile. */
        default StoreRoad toWait(SmtpAddress owner) {
            return to(owner);
        }

        /** Ends what the carriers share. */
        @Override
        void close();
    }
}
