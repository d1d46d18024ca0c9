package org.voxpost.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.TlsTrust;

/** One Exchange organisation. */
public record ExchangeProfile(
        @Setting(value = "Its name, unique", fallback = "main") String name,
        @Setting("EWS address, for example `https://mail.example.com/EWS/Exchange.asmx`") URI ewsUrl,
        @Setting(value = "Address book endpoint (NSPI over MAPI/HTTP), for example `https://mail.example.com/mapi/nspi/?MailboxId=…`; without it callers have no names", fallback = "") Optional<URI> nspiUrl,
        @Setting(value = "MAPI over HTTP, where `protocols` name it; needs `nspi-url` too", fallback = "") Optional<Mapi> mapi,
        @Setting("The service account") AccountConfig account,
        @Setting(value = "How the account reaches the mailboxes: impersonation or delegate", fallback = "impersonation") Access access,
        @Setting(value = "Sender of messages whose caller is nobody in the address book; the mailbox itself if absent", fallback = "") Optional<SmtpAddress> sender,
        @Setting(value = "PEM files trusted instead of the system's authorities", fallback = "[]") List<Path> trustPem,
        @Setting(value = "HTTP proxy, for example `http://proxy.example.com:3128`", fallback = "") Optional<URI> proxy,
        @Setting(value = "Requests at once", fallback = "8", min = 1, max = 256) int concurrency,
        @Setting(value = "Deadline for TCP and TLS together", fallback = "10 s", min = 100, max = 300_000) Duration connectTimeout,
        @Setting(value = "Longest pause between two bytes of an answer", fallback = "60 s", min = 1000, max = 600_000) Duration responseTimeout,
        @Setting(value = "Deadline of one operation; audio gets longer, by its size. After it no further protocol is tried", fallback = "60 s", min = 1000, max = 3_600_000) Duration deadline,
        @Setting(value = "Order of protocols per job", fallback = "{}") Protocols protocols,
        @Setting(value = "Create the hidden item that makes Outlook show its voicemail form", fallback = "false") boolean outlookForm) {

    public ExchangeProfile {
        trustPem = List.copyOf(trustPem);
    }

    /** The way to mailboxes by MAPI over HTTP. */
    public record Mapi(
            @Setting("Mailbox endpoint; `{address}` stands for the mailbox: `https://mail.example.com/mapi/emsmdb/?MailboxId={address}`") String url,
            @Setting(value = "Distinguished name (legacyExchangeDN) of the service account; that of the mailbox if absent", fallback = "") Optional<String> accountDn) {

        /** @throws IllegalArgumentException if it is no address */
        public Mapi {
            if (!url.matches("https?://[^/\\s]+/\\S*")) {
                throw new IllegalArgumentException(
                        "'" + url + "' is no address of the form https://host/mapi/emsmdb/?MailboxId={address}");
            }
        }
    }

    /** How the service account reaches a mailbox. */
    public enum Access {
        /** The ExchangeImpersonation header; needs the ApplicationImpersonation role. */
        IMPERSONATION,
        /** The folder is addressed by its mailbox; needs full access to it. */
        DELEGATE
    }

    /** Protocols in order of preference, per job. */
    public record Protocols(
            @Setting(value = "Storing messages", fallback = "[ews]") List<Protocol> deliver,
            @Setting(value = "Reading messages", fallback = "[ews]") List<Protocol> read,
            @Setting(value = "Looking people up", fallback = "[ews]") List<Protocol> directory) {
        public Protocols {
            deliver = List.copyOf(deliver);
            read = List.copyOf(read);
            directory = List.copyOf(directory);
        }
    }

    /** Protocols a profile may name. */
    public enum Protocol {
        EWS, GRAPH, MAPI, RPC, NSPI, IMAP, POP3, WEBDAV, SMTP
    }

    /** How the HTTP client reaches it. */
    public HttpSettings httpSettings() {
        return new HttpSettings(account.toAccount(), new TlsTrust(trustPem), proxy, connectTimeout, responseTimeout,
                concurrency, "Voxpost");
    }
}
