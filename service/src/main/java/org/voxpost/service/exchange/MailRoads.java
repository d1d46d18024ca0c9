package org.voxpost.service.exchange;

import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.imap.ImapProvider;
import org.voxpost.mailbox.imap.ImapSettings;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;
import org.voxpost.mailbox.pop3.Pop3Provider;
import org.voxpost.mailbox.smtp.SmtpProvider;
import org.voxpost.mailbox.smtp.SmtpSettings;
import org.voxpost.service.config.MailServerConfig;
import org.voxpost.service.config.SmtpConfig;
import org.voxpost.service.exchange.Endpoint.Opening;

/** IMAP4, POP3 and SMTP as a profile describes them. */
final class MailRoads {
    private MailRoads() {
    }

    static MailboxServer imap(Reach reach) {
        return ImapProvider.server(ImapSettings.of(imapEndpoint(reach)));
    }

    static MailboxServer pop3(Reach reach) {
        return Pop3Provider.server(pop3Endpoint(reach));
    }

    static MailboxServer smtp(Reach reach) {
        return SmtpProvider.server(smtpSettings(reach));
    }

    static Endpoint imapPlace(Reach reach) {
        return place(imapEndpoint(reach), Opening.IMAP_STARTTLS);
    }

    static Endpoint pop3Place(Reach reach) {
        return place(pop3Endpoint(reach), Opening.POP3_STLS);
    }

    static Endpoint smtpPlace(Reach reach) {
        return place(smtpSettings(reach).endpoint(), Opening.SMTP_STARTTLS);
    }

    private static Endpoint place(MailEndpoint at, Opening startTls) {
        return new Endpoint(at.host(), at.port(), switch (at.security()) {
            case TLS -> Opening.TLS;
            case STARTTLS -> startTls;
            case NONE -> Opening.PLAIN;
        }, at.peer());
    }

    private static MailEndpoint imapEndpoint(Reach reach) {
        return endpoint(reach, reach.profile().imap(), 993, 143);
    }

    private static MailEndpoint pop3Endpoint(Reach reach) {
        return endpoint(reach, reach.profile().pop3(), 995, 110);
    }

    private static SmtpSettings smtpSettings(Reach reach) {
        SmtpConfig smtp = reach.profile().smtp();
        int usual = switch (smtp.security()) {
            case TLS -> 465;
            case STARTTLS -> 587;
            case NONE -> 25;
        };
        Account account = smtp.signIn()
                ? reach.accounts().of(smtp.account().orElse(reach.profile().account()))
                : new Account.Anonymous();
        var settings = SmtpSettings.of(
                endpoint(reach, smtp.host(), smtp.port() == 0 ? usual : smtp.port(), smtp.security(), account));
        return smtp.envelopeSender().map(settings::withEnvelopeSender).orElse(settings);
    }

    private static MailEndpoint endpoint(Reach reach, MailServerConfig config, int tlsPort, int otherPort) {
        int usual = config.security() == MailSecurity.TLS ? tlsPort : otherPort;
        Account account = reach.accounts().of(config.account().orElse(reach.profile().account()));
        MailEndpoint endpoint = endpoint(reach, config.host(), config.port() == 0 ? usual : config.port(),
                config.security(), account);
        return config.login().isEmpty() ? endpoint : endpoint.withLogin(config.login());
    }

    private static MailEndpoint endpoint(Reach reach, String host, int port, MailSecurity security, Account account) {
        MailEndpoint usual = MailEndpoint.of(host.isEmpty() ? reach.profile().usualHost() : host, port, security,
                account);
        return new MailEndpoint(usual.host(), usual.port(), security, account, usual.login(), reach.trust(),
                reach.profile().connectTimeout(), reach.profile().responseTimeout());
    }
}
