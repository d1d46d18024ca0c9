package org.voxpost.mailbox.rpc;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.wire.ntlm.NtlmCredentials;
import org.voxpost.mailbox.wire.ntlm.NtlmFlags;
import org.voxpost.mailbox.wire.ntlm.NtlmInitiator;

/**
 * Who calls, and how calls are protected.
 *
 * @param account signs in by NTLM, whatever its HTTP scheme
 * @param level {@link org.voxpost.mailbox.wire.rpc.Pdu.Verifier}'s CONNECT, INTEGRITY or PRIVACY
 */
public record RpcSignIn(Account.Password account, int level) {
    private static final SecureRandom RANDOM = new SecureRandom();

    NtlmInitiator initiator() {
        return new NtlmInitiator(NtlmCredentials.of(account.user(), account.password().reveal()),
                NtlmFlags.FOR_SEALING, RANDOM, InstantSource.system());
    }
}
