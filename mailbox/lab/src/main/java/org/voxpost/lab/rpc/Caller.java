package org.voxpost.lab.rpc;

import java.util.Optional;

import org.voxpost.lab.store.LabAccount;

/**
 * Who calls.
 *
 * @param account who signed in, at the RPC level or at the carrier; empty: nobody
 * @param group his association group; handles are good within it
 * @param isPrivate true if nobody can read along: level privacy, or TLS below
 */
public record Caller(Optional<LabAccount> account, int group, boolean isPrivate) {
    String user() {
        return account.map(LabAccount::user).orElse("");
    }
}
