package org.voxpost.service.config;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.voxpost.media.codec.Codec;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipTls;
import org.voxpost.sip.SipUri;

/** What no record can check alone: names that must exist or be unique, numbers given twice, files. */
final class ConfigChecks {
    private static final List<String> CODECS = Arrays.stream(Codec.values()).map(Codec::encodingName).toList();
    private static final int MOST_SITES = 62; // what an index of numbers can tell apart

    private final VoxpostConfig config;
    private final Problems problems;

    ConfigChecks(VoxpostConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void run() {
        if (config.exchange().isEmpty() && !problems.at("exchange")) {
            problems.add("exchange", "names no Exchange organisation");
        }
        unique("exchange", config.exchange(), ExchangeProfile::name);
        unique("sites", config.sites(), SiteConfig::name);
        unique("sip.peers", config.sip().peers(), PeerConfig::name);
        unique("subscribers", config.subscribers(),
                s -> s.id().orElse(s.mailbox().value()).toLowerCase(Locale.ROOT));
        sites();
        sip();
        peers();
        new ExchangeChecks(config.exchange(), problems).run();
        subscribers();
        new RoutingChecks(config, problems).run();
        rest();
    }

    private <T> void unique(String list, List<T> elements, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            if (!seen.add(name.apply(elements.get(i)))) {
                problems.add(list + "[" + i + "]", "'" + name.apply(elements.get(i)) + "' is there twice");
            }
        }
    }

    private void sites() {
        if (config.sites().size() > MOST_SITES) {
            problems.add("sites", "there may be " + MOST_SITES);
        }
        Set<String> countries = Set.of(Locale.getISOCountries());
        for (int i = 0; i < config.sites().size(); i++) {
            SiteConfig site = config.sites().get(i);
            if (!countries.contains(site.country())) {
                problems.add("sites[" + i + "].country",
                        "'" + site.country() + "' is no country; write two capital letters (ISO 3166)");
            }
            if (site.longestExtension() < site.shortestExtension()) {
                problems.add("sites[" + i + "].longest-extension", "is smaller than 'shortest-extension'");
            }
            if (!site.directPrefix().isEmpty() && !site.directPrefix().matches("\\+[1-9]\\d{2,14}")) {
                problems.add("sites[" + i + "].direct-prefix", "must begin with + and the country code");
            }
        }
    }

    /** Lamps are lit by what is counted and told of; POP3 can do neither. */
    private void lamps() {
        for (int i = 0; i < config.exchange().size(); i++) {
            ExchangeProfile profile = config.exchange().get(i);
            String at = "exchange[" + i + "].protocols";
            if (profile.protocols().read().stream().allMatch(p -> p == Protocol.POP3)) {
                problems.add(at + ".read", "message waiting lamps need a protocol that counts; pop3 cannot");
            } else if (profile.watchOrder().stream().noneMatch(p -> p.can(Protocol.Job.WATCH))) {
                problems.add(at + ".watch", "message waiting lamps need a protocol that tells of changes");
            }
        }
    }

    private void peers() {
        if (config.sip().peers().stream().anyMatch(peer -> peer.lamps().isPresent())) {
            lamps();
        }
        for (int i = 0; i < config.sip().peers().size(); i++) {
            PeerConfig peer = config.sip().peers().get(i);
            for (int j = 0; j < peer.sources().size(); j++) {
                String at = "sip.peers[" + i + "].sources[" + j + "]";
                network(peer.sources().get(j)).ifPresent(reason -> problems.add(at, reason));
            }
            identity("sip.peers[" + i + "]", peer);
            media("sip.peers[" + i + "].media", peer.media());
            trunk("sip.peers[" + i + "]", peer);
            if (config.site(peer.site()).isEmpty() && !problems.at("sites")) {
                problems.add("sip.peers[" + i + "].site", "there is no site '" + peer.site() + "'");
            }
        }
    }

    /** Somebody must be known by something that he cannot make up. */
    private void identity(String at, PeerConfig peer) {
        if (peer.sources().isEmpty() && peer.certificateNames().isEmpty()) {
            problems.add(at, "needs 'sources' or 'certificate-names', or anybody could be " + peer.name());
        }
        for (int j = 0; j < peer.certificateNames().size(); j++) {
            if (!peer.certificateNames().get(j).matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")) {
                problems.add(at + ".certificate-names[" + j + "]", "'" + peer.certificateNames().get(j)
                        + "' is no name of a host or domain; names are compared whole, without wildcards");
            }
        }
        boolean asked = config.sip().tls().filter(tls -> tls.clients() != SipTls.ClientCertificate.NONE).isPresent();
        if (!peer.certificateNames().isEmpty() && !asked) {
            problems.add(at + ".certificate-names", "needs 'sip.tls' with 'clients: wanted' or 'required'");
        }
    }

    private void trunk(String at, PeerConfig peer) {
        peer.account().flatMap(PeerConfig.PeerAccount::passwordFile)
                .ifPresent(file -> check(at + ".account.password-file", () -> SecretFile.firstLine(file)));
        Set<String> transports = config.sip().listeners().stream().map(l -> KeyName.ofConstant(l.transport()))
                .collect(Collectors.toSet());
        for (SipUri target : peer.targets()) {
            String wanted = target.parameters().getOrDefault("transport", target.scheme().equals("sips") ? "tls" : "");
            if (!wanted.isEmpty() && !transports.contains(wanted.toLowerCase(Locale.ROOT))) {
                problems.add(at, target.encode() + " needs a listener of transport " + wanted);
            }
        }
        peer.sessionInterval().filter(interval -> interval.compareTo(config.sip().shortestSessionInterval()) < 0)
                .ifPresent(interval -> problems.add(at + ".session-interval",
                        "is shorter than 'sip.shortest-session-interval'"));
    }

    private void media(String at, PeerConfig.Media media) {
        for (String codec : media.codecs()) {
            if (!CODECS.contains(codec)) {
                problems.add(at + ".codecs", "'" + codec + "' is none of " + String.join(", ", CODECS));
            }
        }
        for (int j = 0; j < media.sources().size(); j++) {
            String source = at + ".sources[" + j + "]";
            network(media.sources().get(j)).ifPresent(reason -> problems.add(source, reason));
        }
    }

    private void sip() {
        SipConfig sip = config.sip();
        sip.tls().ifPresent(tls -> readable("sip.tls", tls.files()));
        if (sip.tls().isEmpty() && sip.listeners().stream().anyMatch(l -> l.transport() == SipListener.Transport.TLS)) {
            problems.add("sip.tls", "is missing: a tls listener needs a certificate and its key");
        }
        if (sip.sessionInterval().compareTo(sip.shortestSessionInterval()) < 0) {
            problems.add("sip.session-interval", "is shorter than 'shortest-session-interval'");
        }
    }

    /** What is wrong with an address or network; empty for nothing. Names are not looked up. */
    private static Optional<String> network(String text) {
        String[] parts = text.split("/", 2);
        if (!parts[0].matches("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?")) {
            return Optional.of("'" + text + "' is no address or network; write 192.0.2.0/24");
        }
        try {
            int bits = InetAddress.ofLiteral(parts[0].replaceAll("[\\[\\]]", "")).getAddress().length * 8;
            boolean whole = parts.length == 1 || parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= bits;
            return whole ? Optional.empty() : Optional.of("'" + text + "': the prefix is 0 … " + bits);
        } catch (IllegalArgumentException e) {
            return Optional.of("'" + text + "' is no address or network; write 192.0.2.0/24");
        }
    }

    private void readable(String at, List<Path> files) {
        readable(at, files, problems);
    }

    static void readable(String at, List<Path> files, Problems problems) {
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                problems.add(at, "the file " + file + " is not there or cannot be read by this user");
            }
        }
    }

    private void subscribers() {
        Map<String, Integer> owners = new HashMap<>();
        for (int i = 0; i < config.subscribers().size(); i++) {
            SubscriberConfig subscriber = config.subscribers().get(i);
            String at = "subscribers[" + i + "]";
            if (config.site(subscriber.site()).isEmpty() && !problems.at("sites")) {
                problems.add(at + ".site", "there is no site '" + subscriber.site() + "'");
            }
            if (config.profile(subscriber.profile()).isEmpty() && !problems.at("exchange")) {
                problems.add(at + ".profile", "there is no Exchange profile '" + subscriber.profile() + "'");
            }
            if (subscriber.numbers().isEmpty()) {
                problems.add(at + ".numbers", "a mailbox without a number cannot be called");
            }
            subscriber.greeting().ifPresent(file -> readable(at + ".greeting", List.of(file)));
            numbers(at, i, subscriber, owners);
        }
    }

    private void numbers(String at, int index, SubscriberConfig subscriber, Map<String, Integer> owners) {
        for (int j = 0; j < subscriber.numbers().size(); j++) {
            String number = subscriber.numbers().get(j);
            if (!number.matches("\\+[1-9]\\d{3,14}|[0-9*#]{1,20}")) {
                problems.add(at + ".numbers[" + j + "]",
                        "'" + number + "' is neither an extension nor a number like +14255550101");
            }
            String site = config.site(subscriber.site()).map(SiteConfig::name).orElse(subscriber.site());
            Integer other = owners.putIfAbsent(number.startsWith("+") ? number : site + " " + number, index);
            if (other != null) {
                problems.add(at + ".numbers[" + j + "]", "'" + number + "' belongs to "
                        + config.subscribers().get(other).mailbox() + " already");
            }
        }
    }

    private void rest() {
        if (config.media().lastPort() <= config.media().firstPort() || config.media().firstPort() % 2 != 0) {
            problems.add("media.first-port", "the range must begin at an even port and hold at least two");
        }
        config.state().encryptionKeyFile()
                .ifPresent(file -> check("state.encryption-key-file", () -> KeyFile.read(file)));
        config.alerts().smtp().ifPresent(smtp -> {
            readable("alerts.smtp.trust-pem", smtp.trustPem());
            smtp.account().ifPresent(account -> {
                ExchangeChecks.secret("alerts.smtp.account", account, problems);
                if (!account.isPassword()) {
                    problems.add("alerts.smtp.account.scheme", "alerts sign in with a password only");
                }
            });
        });
        config.http().tls().ifPresent(tls -> readable("http.tls", tls.files()));
        config.http().oidc()
                .ifPresent(oidc -> ExchangeChecks.encrypted("http.oidc.jwks-url", oidc.jwksUrl(), problems));
        readable("directory.files", config.directory().files());
        if (!config.recording().endKeys().matches("[0-9*#A-D]*")) {
            problems.add("recording.end-keys", "holds a key no telephone has");
        }
    }

    /** Something that reads a file. */
    interface Reading {
        Object read() throws IOException;
    }

    private void check(String at, Reading reading) {
        check(at, reading, problems);
    }

    static void check(String at, Reading reading, Problems problems) {
        try {
            reading.read();
        } catch (IOException e) {
            problems.add(at, String.valueOf(e.getMessage()));
        }
    }
}
