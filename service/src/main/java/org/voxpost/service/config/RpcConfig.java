package org.voxpost.service.config;

import java.util.Optional;

/** RPC over TCP: Exchange 2010 and older. */
public record RpcConfig(
        @Setting(value = "Host: a Client Access server or array; what Autodiscover names if absent", fallback = "\"\"") String host,
        @Setting(value = "Port of mailboxes; 0 to ask the endpoint mapper", fallback = "0", min = 0, max = 65_535) int port,
        @Setting(value = "Port of the address book; 0 to ask the endpoint mapper", fallback = "0", min = 0, max = 65_535) int addressBookPort,
        @Setting(value = "Port of the endpoint mapper", fallback = "135", min = 1, max = 65_535) int mapperPort,
        @Setting(value = "How calls are protected by NTLM: privacy, integrity or connect", fallback = "privacy") Protection protection,
        @Setting(value = "Distinguished name (legacyExchangeDN) of the service account; that of the mailbox if absent", fallback = "") Optional<String> accountDn) {

    /** What NTLM does for calls (RPC_C_AUTHN_LEVEL of [MS-RPCE] 2.2.1.1.8). */
    public enum Protection {
        /** No sign-in at the RPC level: HTTP's must do. */
        NONE,
        /** Signs in. */
        CONNECT,
        /** Signs calls. */
        INTEGRITY,
        /** Encrypts calls. */
        PRIVACY
    }
}
