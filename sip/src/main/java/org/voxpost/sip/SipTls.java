package org.voxpost.sip;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What TLS listeners show and whom they believe: PEM files, read again by {@link SipEndpoint#reloadTls()}.
 *
 * @param certificateChain our certificate first, then its issuers
 * @param privateKey its key, PKCS#8, not encrypted
 * @param trusted certificates of authorities (or of peers) that are believed; empty for the JDK's own
 * @param clients what is asked of peers that connect
 */
public record SipTls(Path certificateChain, Path privateKey, Optional<Path> trusted, ClientCertificate clients) {

    /** Whether a peer that connects must show a certificate. */
    public enum ClientCertificate {
        NONE, WANTED, REQUIRED
    }
}
