package org.voxpost.service.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.voxpost.mailbox.mail.MailSecurity;
import org.voxpost.service.config.Protocol.Job;

/** What no record of an Exchange profile can check alone: jobs that a protocol cannot do, places and sign-ins that are missing. */
final class ExchangeChecks {
    private final List<ExchangeProfile> profiles;
    private final Problems problems;

    ExchangeChecks(List<ExchangeProfile> profiles, Problems problems) {
        this.profiles = profiles;
        this.problems = problems;
    }

    void run() {
        for (int i = 0; i < profiles.size(); i++) {
            String at = "exchange[" + i + "]";
            ExchangeProfile profile = profiles.get(i);
            secret(at + ".account", profile.account(), problems);
            ConfigChecks.readable(at + ".trust-pem", profile.trustPem(), problems);
            encryptedAddresses(at, profile);
            jobs(at + ".protocols.", profile.protocols());
            Set<Protocol> named = EnumSet.noneOf(Protocol.class);
            named.addAll(profile.mailboxProtocols());
            named.addAll(profile.directoryOrder());
            if (profile.outlookForm() && !named.contains(Protocol.EWS) && !named.contains(Protocol.MAPI)) {
                problems.add(at + ".outlook-form", "needs ews or mapi among the 'protocols'");
            }
            named.forEach(protocol -> protocol(at + "." + protocol.word(), protocol, profile));
        }
    }

    private void jobs(String at, ExchangeProfile.Protocols protocols) {
        job(at + "deliver", Job.DELIVER, "deliver", protocols.deliver());
        job(at + "read", Job.READ, "read messages", protocols.read());
        job(at + "directory", Job.DIRECTORY, "look people up", protocols.directory());
        job(at + "watch", Job.WATCH, "tell of changes", protocols.watch());
        if (protocols.deliver().isEmpty()) {
            problems.add(at + "deliver", "names no protocol");
        }
        if (protocols.read().isEmpty()) {
            problems.add(at + "read", "names no protocol");
        }
    }

    private void job(String at, Job job, String what, List<Protocol> protocols) {
        for (Protocol protocol : protocols) {
            if (!protocol.can(job)) {
                problems.add(at, "'" + protocol.word() + "' cannot " + what + "; use one of "
                        + Arrays.stream(Protocol.values()).filter(p -> p.can(job)).map(Protocol::word)
                                .collect(Collectors.joining(", ")));
            }
        }
        if (EnumSet.copyOf(atLeastOne(protocols)).size() < protocols.size()) {
            problems.add(at, "names a protocol twice");
        }
    }

    private static List<Protocol> atLeastOne(List<Protocol> protocols) {
        return protocols.isEmpty() ? List.of(Protocol.EWS) : protocols;
    }

    private void protocol(String at, Protocol protocol, ExchangeProfile profile) {
        switch (protocol) {
            case EWS, MAPI -> {
                // what is not written down is discovered
            }
            case GRAPH -> {
                if (profile.account().scheme() != AccountConfig.Scheme.OAUTH2) {
                    problems.add(at, "Graph takes tokens only: the account needs 'scheme: oauth2'");
                }
            }
            case WEBDAV -> webdav(at, profile);
            case RPC, RPC_HTTP -> rpc(at, protocol, profile);
            case IMAP -> mail(at, profile.imap(), profile);
            case POP3 -> mail(at, profile.pop3(), profile);
            case SMTP -> smtp(at, profile);
        }
    }

    private void webdav(String at, ExchangeProfile profile) {
        if (profile.webdav().url().isEmpty()) {
            host(at + ".url", profile.usualHost(), "'https://HOST/exchange/'");
        }
        if (profile.webdav().logonForm().isPresent() && !profile.account().isPassword()) {
            problems.add(at + ".logon-form", "a form takes a user name and a password: 'scheme: basic'");
        }
    }

    private void rpc(String at, Protocol protocol, ExchangeProfile profile) {
        boolean none = protocol == Protocol.RPC_HTTP && profile.rpcHttp().protection() == RpcConfig.Protection.NONE;
        if (!none && !profile.account().isPassword()) {
            problems.add(at, "RPC signs in by NTLM with a user name and a password; the account has none");
        }
        if (protocol == Protocol.RPC && profile.rpc().protection() == RpcConfig.Protection.NONE) {
            problems.add(at + ".protection", "over TCP nothing else signs in: privacy, integrity or connect");
        }
        if (protocol == Protocol.RPC_HTTP && profile.account().scheme() == AccountConfig.Scheme.KERBEROS) {
            problems.add(at, "RPC over HTTP does not sign in by kerberos");
        }
        if (protocol == Protocol.RPC_HTTP && profile.rpcHttp().url().isEmpty()) {
            host(at + ".url", profile.usualHost(), "'https://HOST/rpc/rpcproxy.dll'");
        }
    }

    private void mail(String at, MailServerConfig server, ExchangeProfile profile) {
        server.account().ifPresent(account -> secret(at + ".account", account, problems));
        String host = server.host().isEmpty() ? profile.usualHost() : server.host();
        host(at + ".host", host, "the host name in its certificate");
        noKerberos(at, server.account().orElse(profile.account()));
        encrypted(at + ".security", host, server.security());
    }

    private void smtp(String at, ExchangeProfile profile) {
        SmtpConfig server = profile.smtp();
        server.account().ifPresent(account -> secret(at + ".account", account, problems));
        String host = server.host().isEmpty() ? profile.usualHost() : server.host();
        host(at + ".host", host, "the host name in its certificate");
        if (server.signIn()) {
            noKerberos(at, server.account().orElse(profile.account()));
            encrypted(at + ".security", host, server.security());
        }
    }

    private void host(String at, String host, String what) {
        if (host.isEmpty()) {
            problems.add(at, "is missing: " + what + "; without 'ews-url' it cannot be guessed");
        }
    }

    private void noKerberos(String at, AccountConfig account) {
        if (account.scheme() == AccountConfig.Scheme.KERBEROS) {
            problems.add(at, "mail servers are not signed in at by kerberos; give it an 'account' of its own");
        }
    }

    private void encrypted(String at, String host, MailSecurity security) {
        if (security == MailSecurity.NONE && !loopback(host)) {
            problems.add(at, "'none' would send the password readable to " + host + "; use tls or starttls");
        }
    }

    /** Basic and tokens are readable to whoever is on the way, but over TLS. */
    private void encryptedAddresses(String at, ExchangeProfile profile) {
        AccountConfig account = profile.account();
        account.oauth().flatMap(OAuthConfig::tokenUrl)
                .ifPresent(url -> encrypted(at + ".account.oauth.token-url", url, problems));
        profile.webdav().logonForm().ifPresent(url -> encrypted(at + ".webdav.logon-form", url, problems));
        if (account.scheme() != AccountConfig.Scheme.BASIC && account.scheme() != AccountConfig.Scheme.OAUTH2) {
            return;
        }
        profile.ewsUrl().ifPresent(url -> encrypted(at + ".ews-url", url, problems));
        profile.nspiUrl().ifPresent(url -> encrypted(at + ".nspi-url", url, problems));
        profile.umwsUrl().ifPresent(url -> encrypted(at + ".umws-url", url, problems));
        profile.webdav().url().ifPresent(url -> encrypted(at + ".webdav.url", url, problems));
        profile.rpcHttp().url().ifPresent(url -> encrypted(at + ".rpc-http.url", url, problems));
        profile.autodiscover().url().ifPresent(url -> encrypted(at + ".autodiscover.url", url, problems));
        encrypted(at + ".graph.url", profile.graph().url(), problems);
        String mapi = profile.mapi().url();
        encrypted(at + ".mapi.url", URI.create(mapi.substring(0, Math.max(0, mapi.indexOf('/', 8)))), problems);
    }

    /** This machine may be asked without TLS. */
    static void encrypted(String at, URI url, Problems problems) {
        if ("http".equalsIgnoreCase(url.getScheme()) && url.getHost() != null && !loopback(url.getHost())) {
            problems.add(at, "'http' would let anybody on the way to " + url.getHost()
                    + " read or change what has to be secret; write https");
        }
    }

    private static boolean loopback(String host) {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /** Looks whether the files are there that an account's secrets lie in. */
    static void secret(String at, AccountConfig account, Problems problems) {
        account.passwordFile()
                .ifPresent(
                        file -> ConfigChecks.check(at + ".password-file", () -> SecretFile.firstLine(file), problems));
        account.keytab().ifPresent(file -> ConfigChecks.readable(at + ".keytab", List.of(file), problems));
        account.oauth().ifPresent(oauth -> {
            oauth.clientSecretFile().ifPresent(file -> ConfigChecks.check(at + ".oauth.client-secret-file",
                    () -> SecretFile.firstLine(file), problems));
            ConfigChecks.readable(at + ".oauth.certificate", list(oauth.certificate()), problems);
            ConfigChecks.readable(at + ".oauth.key", list(oauth.key()), problems);
        });
    }

    private static <T> List<T> list(Optional<T> one) {
        return one.stream().toList();
    }
}
