package org.voxpost.lab.ntlm;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

import org.voxpost.lab.store.Accounts;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor;
import org.voxpost.mailbox.wire.ntlm.NtlmCredentials;

/**
 * The lab's domain as NTLM sees it: the store's accounts, under whatever domain name a client gives.
 *
 * @param accounts who may sign in
 * @param protection what is demanded of channel binding
 */
public record LabDomain(Accounts accounts, NtlmAcceptor.Protection protection) {
    private static final String NAME = "LAB";
    private static final String COMPUTER = "LABEX1";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** For one connection. */
    public NtlmAcceptor acceptor() {
        return new NtlmAcceptor(NAME, COMPUTER, this::credentials, protection, RANDOM, InstantSource.system());
    }

    /** Whom an acceptor let in. */
    public LabAccount account(NtlmCredentials signedIn) {
        return accounts.find(signedIn.user())
                .orElseThrow(() -> new IllegalStateException("the account of " + signedIn + " is gone"));
    }

    private Optional<NtlmCredentials> credentials(String domain, String user) {
        return accounts.find(user)
                .map(account -> NtlmCredentials.of(account.user(), account.password().reveal()));
    }
}
