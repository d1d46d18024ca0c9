package org.voxpost.mailbox.wire.ntlm;

import java.util.Locale;

/** A user and the hash of his password ([MS-NLMP] 3.3.2). Shows the name, never the hash. */
public final class NtlmCredentials {
    private final String domain;
    private final String user;
    private final byte[] hash;

    private NtlmCredentials(String domain, String user, byte[] hash) {
        this.domain = domain;
        this.user = user;
        this.hash = hash;
    }

    /**
     * @param account {@code user}, {@code DOMAIN\\user} or {@code user@domain}; the last goes as one name with an empty
     *     domain, as Windows sends it
     */
    public static NtlmCredentials of(String account, String password) {
        int slash = account.indexOf('\\');
        String domain = slash < 0 ? "" : account.substring(0, slash);
        return new NtlmCredentials(domain, account.substring(slash + 1), hash(password));
    }

    /** The same account as another side spells it: the proof covers the spelling. */
    public NtlmCredentials spelled(String otherDomain, String otherUser) {
        return new NtlmCredentials(otherDomain, otherUser, hash);
    }

    public String domain() {
        return domain;
    }

    public String user() {
        return user;
    }

    /** NTOWFv1: MD4 of the password. */
    static byte[] hash(String password) {
        return Md4.digest(Payload.utf16(password));
    }

    /** NTOWFv2: only the user is in capitals. */
    byte[] responseKey() {
        return Crypto.hmacMd5(hash, Payload.utf16(user.toUpperCase(Locale.ROOT) + domain));
    }

    @Override
    public String toString() {
        return domain.isEmpty() ? user : domain + '\\' + user;
    }
}
