package org.voxpost.mailbox.auth;

import java.util.Optional;
import org.ietf.jgss.ChannelBinding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channel bindings to TLS for JGSS. Windows and MIT compute them with address type 0, for which Java has a class of its
 * own in {@code sun.security.jgss.krb5.internal}: the manifest of the service's jar exports that package. Without it
 * nothing is bound, and servers that require Extended Protection refuse.
 */
public final class TlsBinding {
    private static final Logger LOG = LoggerFactory.getLogger(TlsBinding.class);
    private static final String CLASS = "sun.security.jgss.krb5.internal.TlsChannelBindingImpl";

    private TlsBinding() {
    }

    /** @param applicationData {@code tls-server-end-point:} and the certificate's hash (RFC 5929, 4) */
    public static Optional<ChannelBinding> of(byte[] applicationData) {
        try {
            return Optional.of((ChannelBinding) Class.forName(CLASS).getConstructor(byte[].class)
                    .newInstance((Object) applicationData));
        } catch (ReflectiveOperationException e) {
            LOG.warn("Kerberos is not bound to TLS: start Java with "
                    + "--add-exports java.security.jgss/sun.security.jgss.krb5.internal=ALL-UNNAMED");
            return Optional.empty();
        }
    }
}
