package org.voxpost.mailbox.mail;

import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.http.TlsTrust;

/**
 * One mail server and how to sign in at it.
 *
 * @param host name in the server's certificate
 * @param port 1 to 65535
 * @param account password (sent as it is, or by NTLM) or bearer token (XOAUTH2)
 * @param login the user name to give: {@code {user}} is the account's name, {@code {mailbox}} the owner's address,
 *            {@code {alias}} what stands before its {@code @}. Exchange takes {@code {user}/{mailbox}} for a mailbox of
 *            another to which the account has full access ([MS-OXIMAP4] 2.2.2, [MS-OXPOP3] 2.2.2); XOAUTH2 takes
 *            {@code {mailbox}}
 * @param trust whom to trust in TLS
 * @param connectTimeout for TCP and TLS
 * @param responseTimeout between two bytes of an answer, and for sending
 */
public record MailEndpoint(String host, int port, MailSecurity security, Account account, String login, TlsTrust trust,
        Duration connectTimeout, Duration responseTimeout) {

    /** @throws IllegalArgumentException if the port is none */
    public MailEndpoint {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(port + " is no port");
        }
    }

    /** System trust, 10 s, 60 s; a mailbox of another is named as Exchange wants it. */
    public static MailEndpoint of(String host, int port, MailSecurity security, Account account) {
        String login = account instanceof Account.Bearer ? "{mailbox}" : "{user}/{mailbox}";
        return new MailEndpoint(host, port, security, account, login, TlsTrust.system(), Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    public MailEndpoint withLogin(String other) {
        return new MailEndpoint(host, port, security, account, other, trust, connectTimeout, responseTimeout);
    }

    public MailEndpoint withTrust(TlsTrust other) {
        return new MailEndpoint(host, port, security, account, login, other, connectTimeout, responseTimeout);
    }

    public MailEndpoint withResponseTimeout(Duration other) {
        return new MailEndpoint(host, port, security, account, login, trust, connectTimeout, other);
    }

    /** The user name for {@code owner}'s mailbox. */
    public String user(SmtpAddress owner) {
        String address = owner.value();
        return login.replace("{user}", account.name()).replace("{mailbox}", address).replace("{alias}",
                address.substring(0, address.lastIndexOf('@')));
    }

    /** The password or token; asked for at each sign-in. */
    public String secret() {
        return switch (account) {
            case Account.Password p -> p.password().reveal();
            case Account.Bearer b -> b.token().reveal();
            case Account.Anonymous a -> "";
            case Account.Kerberos k -> throw new UnsupportedOperationException("Kerberos at a mail server");
        };
    }

    /** How to sign in (SASL), as Angus Mail wants it; {@code forPasswords} are those that send the password as it is. */
    public String mechanisms(String forPasswords) {
        return switch (account) {
            case Account.Bearer b -> "XOAUTH2";
            case Account.Password p -> p.scheme() == Account.Scheme.NTLM ? "NTLM" : forPasswords;
            case Account.Anonymous a -> forPasswords;
            case Account.Kerberos k -> forPasswords;
        };
    }

    /** {@code host:port}, for messages. */
    public String peer() {
        return host + ":" + port;
    }

    /** A factory of TLS sockets with this trust. */
    public SSLSocketFactory tls() {
        return trust.context().getSocketFactory();
    }

    /**
     * What Angus Mail has to know. Protocol traces stay off: they would show secrets.
     *
     * @param protocol {@code imap}, {@code pop3} or {@code smtp}
     */
    public Properties properties(String protocol, SSLSocketFactory tls) {
        String prefix = "mail." + protocol + ".";
        var properties = new Properties();
        properties.put(prefix + "host", host);
        properties.put(prefix + "port", String.valueOf(port));
        properties.put(prefix + "connectiontimeout", String.valueOf(connectTimeout.toMillis()));
        properties.put(prefix + "timeout", String.valueOf(responseTimeout.toMillis()));
        properties.put(prefix + "ssl.enable", String.valueOf(security == MailSecurity.TLS));
        properties.put(prefix + "starttls.enable", String.valueOf(security == MailSecurity.STARTTLS));
        properties.put(prefix + "starttls.required", String.valueOf(security == MailSecurity.STARTTLS));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "ssl.socketFactory", tls);
        properties.put(prefix + "socketFactory.fallback", "false"); // else what we do not trust is tried with the system's trust
        properties.put("mail.debug.auth", "false");
        return properties;
    }
}
