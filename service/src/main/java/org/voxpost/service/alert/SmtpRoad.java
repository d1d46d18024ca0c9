package org.voxpost.service.alert;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.http.TlsTrust;
import org.voxpost.service.config.AlertConfig;

/** Tells by mail (RFC 5321); STARTTLS is used where the server offers it. */
public final class SmtpRoad implements AlertRoad {
    private static final String TIMEOUT_MS = "20000";
    private final AlertConfig.Smtp config;

    public SmtpRoad(AlertConfig.Smtp config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "smtp " + config.host() + ":" + config.port();
    }

    @Override
    public void tell(Alert alert) throws IOException {
        try {
            Session session = Session.getInstance(settings());
            MimeMessage message = message(session, alert);
            try (Transport transport = session.getTransport("smtp")) {
                if (config.account().isPresent()) {
                    transport.connect(config.host(), config.port(), config.account().get().user(),
                            config.account().get().secret().reveal());
                } else {
                    transport.connect();
                }
                transport.sendMessage(message, message.getAllRecipients());
            }
        } catch (MessagingException e) {
            throw new IOException(name() + ": " + e.getMessage(), e);
        }
    }

    private MimeMessage message(Session session, Alert alert) throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress(config.from().value()));
        var recipients = new LinkedHashSet<SmtpAddress>(config.to());
        alert.owner().ifPresent(recipients::add);
        for (SmtpAddress recipient : recipients) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient.value()));
        }
        message.setSubject("[Voxpost] " + alert.subject(), StandardCharsets.UTF_8.name());
        message.setText(alert.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(alert.at()));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody answers a machine
        return message;
    }

    private Properties settings() {
        var settings = new Properties();
        settings.setProperty("mail.smtp.host", config.host());
        settings.setProperty("mail.smtp.port", String.valueOf(config.port()));
        settings.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
        settings.setProperty("mail.smtp.timeout", TIMEOUT_MS);
        settings.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
        settings.setProperty("mail.smtp.starttls.enable", "true");
        settings.setProperty("mail.smtp.starttls.required", String.valueOf(config.startTls()));
        settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        settings.setProperty("mail.smtp.auth", String.valueOf(config.account().isPresent()));
        if (!config.trustPem().isEmpty()) {
            SSLContext context = new TlsTrust(config.trustPem()).context();
            settings.put("mail.smtp.ssl.socketFactory", context.getSocketFactory());
        }
        return settings;
    }
}
