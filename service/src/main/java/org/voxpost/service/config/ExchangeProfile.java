package org.voxpost.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.voxpost.mailbox.SmtpAddress;

/** One Exchange organisation. */
public record ExchangeProfile(
        @Setting(value = "Its name, unique", fallback = "main") String name,
        @Setting("The service account") AccountConfig account,
        @Setting(value = "How the account reaches the mailboxes: impersonation or delegate", fallback = "impersonation") Access access,
        @Setting(value = "Order of protocols per job", fallback = "{}") Protocols protocols,
        @Setting(value = "EWS address, for example `https://mail.example.com/EWS/Exchange.asmx`; found by Autodiscover if absent", fallback = "") Optional<URI> ewsUrl,
        @Setting(value = "Address book endpoint (NSPI over MAPI/HTTP), for example `https://mail.example.com/mapi/nspi/?MailboxId=…`; found by Autodiscover where `directory` names mapi", fallback = "") Optional<URI> nspiUrl,
        @Setting(value = "Unified messaging web service, `https://mail.example.com/EWS/UM2007Legacy.asmx`; found by Autodiscover if absent", fallback = "") Optional<URI> umwsUrl,
        @Setting(value = "Finding what no URL was written down for", fallback = "{}") AutodiscoverConfig autodiscover,
        @Setting(value = "Microsoft Graph, where `protocols` name graph", fallback = "{}") GraphConfig graph,
        @Setting(value = "MAPI over HTTP, where `protocols` name mapi", fallback = "{}") Mapi mapi,
        @Setting(value = "RPC over TCP, where `protocols` name rpc", fallback = "{}") RpcConfig rpc,
        @Setting(value = "RPC over HTTP, where `protocols` name rpc-http", fallback = "{}") RpcHttpConfig rpcHttp,
        @Setting(value = "IMAP4, where `protocols` name imap", fallback = "{}") MailServerConfig imap,
        @Setting(value = "POP3, where `protocols` name pop3", fallback = "{}") MailServerConfig pop3,
        @Setting(value = "SMTP submission, where `protocols` name smtp", fallback = "{}") SmtpConfig smtp,
        @Setting(value = "WebDAV, where `protocols` name webdav", fallback = "{}") WebDavConfig webdav,
        @Setting(value = "Sender of messages whose caller is nobody in the address book; the mailbox itself if absent", fallback = "") Optional<SmtpAddress> sender,
        @Setting(value = "PEM files trusted instead of the system's authorities", fallback = "[]") List<Path> trustPem,
        @Setting(value = "HTTP proxy, for example `http://proxy.example.com:3128`", fallback = "") Optional<URI> proxy,
        @Setting(value = "Requests at once", fallback = "8", min = 1, max = 256) int concurrency,
        @Setting(value = "Deadline for TCP and TLS together", fallback = "10 s", min = 100, max = 300_000) Duration connectTimeout,
        @Setting(value = "Longest pause between two bytes of an answer", fallback = "60 s", min = 1000, max = 600_000) Duration responseTimeout,
        @Setting(value = "Deadline of one operation; audio gets longer, by its size. After it no further protocol is tried", fallback = "60 s", min = 1000, max = 3_600_000) Duration deadline,
        @Setting(value = "Create the hidden item that makes Outlook show its voicemail form", fallback = "false") boolean outlookForm) {

    public ExchangeProfile {
        trustPem = List.copyOf(trustPem);
    }

    /** The way to mailboxes by MAPI over HTTP. */
    public record Mapi(
            @Setting(value = "Mailbox endpoint; `{address}` stands for the mailbox: `https://mail.example.com/mapi/emsmdb/?MailboxId={address}`; found by Autodiscover if absent", fallback = "\"\"") String url,
            @Setting(value = "Distinguished name (legacyExchangeDN) of the service account; that of the mailbox if absent", fallback = "") Optional<String> accountDn) {

        /** @throws IllegalArgumentException if it is no address */
        public Mapi {
            if (!url.isEmpty() && !url.matches("https?://[^/\\s]+/\\S*")) {
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
            @Setting(value = "Looking people up; by default mapi where `nspi-url` is given, else nobody is looked up", fallback = "[]") List<Protocol> directory,
            @Setting(value = "Being told of changes, for lamps: the first that can; as `read` if absent", fallback = "[]") List<Protocol> watch) {
        public Protocols {
            deliver = List.copyOf(deliver);
            read = List.copyOf(read);
            directory = List.copyOf(directory);
            watch = List.copyOf(watch);
        }
    }

    /** Protocols that look people up, in order; empty for none. */
    public List<Protocol> directoryOrder() {
        return protocols.directory().isEmpty() && nspiUrl.isPresent() ? List.of(Protocol.MAPI) : protocols.directory();
    }

    /** Protocols that watch, in order. */
    public List<Protocol> watchOrder() {
        return protocols.watch().isEmpty() ? protocols.read() : protocols.watch();
    }

    /** Every protocol that has to do with mailboxes, in the order of the jobs. */
    public List<Protocol> mailboxProtocols() {
        return Stream.of(protocols.deliver(), protocols.read(), protocols.watch()).flatMap(List::stream).distinct()
                .toList();
    }

    /** Host of the pinned EWS address, which other servers are by default; empty if none is pinned. */
    public String usualHost() {
        return ewsUrl.map(URI::getHost).orElse("");
    }
}
