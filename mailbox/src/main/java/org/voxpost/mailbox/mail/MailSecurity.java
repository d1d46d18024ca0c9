package org.voxpost.mailbox.mail;

/** How a connection to a mail server is encrypted (RFC 8314). */
public enum MailSecurity {
    /** From the first byte: ports 993, 995, 465. */
    TLS,
    /** STARTTLS or STLS before anything else; a server that does not offer it is not used. Ports 143, 110, 587. */
    STARTTLS,
    /** Not at all: passwords and messages can be read on the way. For loopback and tests. */
    NONE
}
