package org.voxpost.mailbox.auth;

/**
 * How to sign in at an Exchange endpoint.
 */
public sealed interface Account {

    /** What to call it in logs. */
    String name();

    /**
     * User name and password, for Basic or NTLM.
     *
     * @param user {@code user}, {@code DOMAIN\\user} or {@code user@domain}
     */
    record Password(String user, Secret password, Scheme scheme) implements Account {
        @Override
        public String name() {
            return user;
        }
    }

    /** Kerberos by JGSS, from a keytab. */
    record Kerberos(String principal, java.nio.file.Path keytab) implements Account {
        @Override
        public String name() {
            return principal;
        }
    }

    /** Nobody: for endpoints that ask for no sign-in, and for those that sign in by the body. */
    record Anonymous() implements Account {
        @Override
        public String name() {
            return "anonymous";
        }
    }

    /** A bearer token (RFC 6750); the supplier caches and renews. */
    record Bearer(String name, Secret token) implements Account {
    }

    /** HTTP schemes for passwords. */
    enum Scheme {
        BASIC, NTLM
    }
}
