package org.voxpost.lab.http;

import java.security.cert.X509Certificate;
import java.util.Optional;

import org.voxpost.lab.store.LabAccount;

/** One way to sign in (RFC 9110, 11): Basic, NTLM … */
public interface SignInScheme {
    /** As in the Authorization header, for example {@code NTLM}. */
    String name();

    /** The value of WWW-Authenticate for somebody who tried nothing yet. */
    String offer();

    /** Starts on a fresh connection. The attempt is used by one thread at a time. */
    Attempt begin(ConnectionFacts connection);

    /** Signing in on one connection. */
    @FunctionalInterface
    interface Attempt {
        /** @param credentials what follows the scheme's name in the Authorization header */
        Outcome next(String credentials);
    }

    /** What came of one Authorization header. */
    sealed interface Outcome {
        /**
         * @param wholeConnection true if later requests on this connection need no header (NTLM, Negotiate)
         * @param proof value of WWW-Authenticate for the answer, by which the server proves itself; empty for none
         */
        record SignedIn(LabAccount account, boolean wholeConnection, String proof) implements Outcome {
            public SignedIn(LabAccount account, boolean wholeConnection) {
                this(account, wholeConnection, "");
            }
        }

        /** @param challenge the whole value of WWW-Authenticate */
        record GoOn(String challenge) implements Outcome {
        }

        /** @param why for the lab's log; holds no secret */
        record Refused(String why) implements Outcome {
        }
    }

    /**
     * What a scheme may know of the connection.
     *
     * @param serverCertificate the lab's own, if the connection is TLS; for channel bindings (RFC 5929, 4)
     */
    record ConnectionFacts(Optional<X509Certificate> serverCertificate) {
    }
}
