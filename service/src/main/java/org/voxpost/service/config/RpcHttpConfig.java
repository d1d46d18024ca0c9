package org.voxpost.service.config;

import java.net.URI;
import java.util.Optional;
import org.voxpost.service.config.RpcConfig.Protection;

/** RPC over HTTP version 2, "Outlook Anywhere": Exchange 2007 to 2016. */
public record RpcHttpConfig(
        @Setting(value = "The proxy; `https://HOST/rpc/rpcproxy.dll` with the host of `ews-url` if absent", fallback = "") Optional<URI> url,
        @Setting(value = "The server behind it: a machine, or `guid@domain`; what Autodiscover names for each mailbox if absent", fallback = "\"\"") String server,
        @Setting(value = "How calls are protected by NTLM once more: none (Exchange 2013 and later), connect, integrity or privacy", fallback = "none") Protection protection,
        @Setting(value = "Distinguished name (legacyExchangeDN) of the service account; that of the mailbox if absent", fallback = "") Optional<String> accountDn) {
}
