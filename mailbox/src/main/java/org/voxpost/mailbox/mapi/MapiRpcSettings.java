package org.voxpost.mailbox.mapi;

import java.time.Duration;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.rpc.RpcRoad;

/**
 * An organisation by RPC.
 *
 * @param locator where mailboxes are
 * @param access with what right they are opened
 * @param deadline longest silence of the server during a call
 */
public record MapiRpcSettings(Locator locator, MapiAccess access, Duration deadline) {

    /** Finds the way to a mailbox. Safe for several threads. */
    @FunctionalInterface
    public interface Locator {
        /** @throws org.voxpost.mailbox.MailboxException if it cannot be found out now */
        Place locate(SmtpAddress owner);
    }

    /**
     * Where a mailbox is.
     *
     * @param accountDn X500 DN ({@code legacyExchangeDN}) of the account that signs in
     * @param mailboxDn X500 DN of the mailbox
     */
    public record Place(RpcRoad road, String accountDn, String mailboxDn) {
    }

    /** With 60 s for a call. */
    public static MapiRpcSettings of(Locator locator, MapiAccess access) {
        return new MapiRpcSettings(locator, access, Duration.ofSeconds(60));
    }
}
