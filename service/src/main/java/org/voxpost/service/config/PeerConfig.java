package org.voxpost.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.media.MediaPeer;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipAccount;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipTrunk;
import org.voxpost.sip.SipUri;

/** A PBX, SBC or proxy that may call us. */
public record PeerConfig(
        @Setting("Its name in logs and metrics, unique") String name,
        @Setting(value = "Addresses or networks it sends from, for example `192.0.2.0/24`; from any if empty, which needs `certificate-names`", fallback = "[]") List<String> sources,
        @Setting(value = "Names of which its TLS certificate must show one, for example `sbc.example.com` (RFC 5922); without TLS it is then nobody. Empty: its address is enough", fallback = "[]") List<String> certificateNames,
        @Setting(value = "Believe its P-Asserted-Identity and Remote-Party-ID", fallback = "false") boolean trustIdentity,
        @Setting(value = "Pilot, attendant and access numbers: never a called mailbox", fallback = "[]") List<String> ownNumbers,
        @Setting(value = "Which of several diverting parties owns the mailbox: original or last", fallback = "original") SipPeer.Pick pick,
        @Setting(value = "Where to look for the called party, first hit wins", fallback = "[history-info, diversion, custom-header, p-called-party, to]") List<CallFacts.Source> order,
        @Setting(value = "Header rules of last resort", fallback = "[]") List<HeaderRule> rules,
        @Setting(value = "Site its extensions belong to; the first if empty", fallback = "\"\"") String site,
        @Setting(value = "Calls of this peer at once; beyond, INVITE gets 503. 0: as many as there may be in all", fallback = "0", max = 20_000, min = 0) int maxCalls,
        @Setting(value = "Ask by OPTIONS whether it is up", fallback = "") Optional<Ping> ping,
        @Setting(value = "What is special about its media", fallback = "{}") Media media,
        @Setting(value = "Message waiting lamps of its extensions; none if absent", fallback = "") Optional<Lamps> lamps,
        @Setting(value = "Who we are when it asks by digest (MD5, SHA-256)", fallback = "") Optional<PeerAccount> account,
        @Setting(value = "Register there, so that its calls reach us; not if absent", fallback = "") Optional<Register> register,
        @Setting(value = "Proxy that calls and registrations of ours go through, for example `sip:192.0.2.11;transport=tcp`", fallback = "") Optional<SipUri> outboundProxy,
        @Setting(value = "Double CRLFs that keep connections and NAT bindings alive (RFC 5626); none if absent", fallback = "") Optional<KeepAlive> keepAlive,
        @Setting(value = "Session timer of its calls; that of `sip` if absent", fallback = "", min = 90_000, max = 86_400_000) Optional<Duration> sessionInterval,
        @Setting(value = "Round-trip time to it, T1 of RFC 3261: what it does not answer or acknowledge is sent again after that, later each time up to every 4 s, and given up after 64 times that; with several servers the next is tried after 8 times", fallback = "500 ms", min = 50, max = 5000) Duration t1,
        @Setting(value = "Callers may be transferred through it; never if absent", fallback = "") Optional<Transfer> transfer,
        @Setting(value = "Tell it by 302 where its calls go, unless they were diverted or are for `own-numbers`", fallback = "false") boolean redirect) {

    public PeerConfig {
        sources = List.copyOf(sources);
        certificateNames = List.copyOf(certificateNames);
        ownNumbers = List.copyOf(ownNumbers);
        order = List.copyOf(order);
        rules = List.copyOf(rules);
    }

    /** Takes the mailbox number from a header. */
    public record HeaderRule(@Setting("Header name") String header,
            @Setting("Regular expression; its first group is the number") Pattern pattern) {

        /** @throws IllegalArgumentException if the expression has no group */
        public HeaderRule {
            if (pattern.matcher("").groupCount() < 1) {
                throw new IllegalArgumentException("the expression has no group in parentheses");
            }
        }
    }

    /** Whether it is up. */
    public record Ping(
            @Setting("Where OPTIONS are sent, for example `sip:192.0.2.10;transport=tcp`") SipUri target,
            @Setting(value = "How often", fallback = "30 s", min = 1000, max = 3_600_000) Duration every) {
    }

    /** What is special about a peer's media. */
    public record Media(
            @Setting(value = "Codecs in our order of preference among PCMU, PCMA, G722 and opus; others are not spoken with it; empty: all, in the peer's order", fallback = "[]") List<String> codecs,
            @Setting(value = "Addresses or networks RTP may come from beside the address in its SDP", fallback = "[]") List<String> sources,
            @Setting(value = "Encryption: off, optional or required; never a silent downgrade", fallback = "off") MediaPeer.Srtp srtp) {
        public Media {
            codecs = List.copyOf(codecs);
            sources = List.copyOf(sources);
        }
    }

    /** How lamps are lit (RFC 3842). */
    public record Lamps(
            @Setting(value = "Where NOTIFY is sent without being asked for, for example `sip:192.0.2.10;transport=tcp`; the extension is put in", fallback = "") Optional<SipUri> target,
            @Setting(value = "Let its telephones subscribe", fallback = "true") boolean subscribe,
            @Setting(value = "Instead of NOTIFY: Asterisk's REST interface (`res_mwi_external`)", fallback = "") Optional<Ari> ari,
            @Setting(value = "Instead of NOTIFY: Asterisk's manager interface (`res_mwi_external`)", fallback = "") Optional<Ami> ami,
            @Setting(value = "Instead of NOTIFY: FreeSWITCH's event socket", fallback = "") Optional<Esl> esl) {

        /** @throws IllegalArgumentException if a lamp had two owners */
        public Lamps {
            if (Stream.of(target, ari, ami, esl).filter(Optional::isPresent).count() > 1) {
                throw new IllegalArgumentException("has several of target, ari, ami, esl: a lamp has one owner");
            }
        }
    }

    /** Asterisk's REST interface. */
    public record Ari(
            @Setting("For example `http://192.0.2.10:8088/ari`") URI url,
            @Setting("User name") String user,
            @Setting("His password") Password password,
            @Setting(value = "Mailboxes are named extension@context", fallback = "default") String context) {
    }

    /** Asterisk's manager interface. */
    public record Ami(
            @Setting("Host name or address") String host,
            @Setting(value = "Port", fallback = "5038", min = 1, max = 65_535) int port,
            @Setting("User name") String user,
            @Setting("His password") Password password,
            @Setting(value = "Mailboxes are named extension@context", fallback = "default") String context) {
    }

    /** FreeSWITCH's event socket. */
    public record Esl(
            @Setting("Host name or address") String host,
            @Setting(value = "Port", fallback = "8021", min = 1, max = 65_535) int port,
            @Setting("The socket's password") Password password,
            @Setting("Domain the telephones are registered in") String domain) {
    }

    /** A password that stands elsewhere. */
    public record Password(
            @Setting(value = "`${NAME}`: in that environment variable", fallback = "") Optional<Secret> value,
            @Setting(value = "File with the password in its first line; read again at each sign-in", fallback = "") Optional<Path> file) {

        /** @throws IllegalArgumentException if not exactly one of the two ways to the password is given */
        public Password {
            if (value.isPresent() == file.isPresent()) {
                throw new IllegalArgumentException("needs exactly one of 'file' and 'value: ${NAME}'");
            }
        }

        /** The password, read on demand. */
        public Secret secret() {
            return value.orElseGet(() -> SecretFile.of(file.orElseThrow()));
        }
    }

    /** A user with a password that stands elsewhere. */
    public record PeerAccount(
            @Setting("User name") String user,
            @Setting(value = "`${NAME}`: the password is in that environment variable", fallback = "") Optional<Secret> password,
            @Setting(value = "File with the password in its first line", fallback = "") Optional<Path> passwordFile,
            @Setting(value = "Only for challenges of that realm; any if empty", fallback = "\"\"") String realm) {

        /** @throws IllegalArgumentException if not exactly one of the two ways to the password is given */
        public PeerAccount {
            if (password.isPresent() == passwordFile.isPresent()) {
                throw new IllegalArgumentException("needs exactly one of 'password-file' and 'password: ${NAME}'");
            }
        }

        SipAccount toAccount() {
            return new SipAccount(user, password.orElseGet(() -> SecretFile.of(passwordFile.orElseThrow())).reveal(),
                    realm);
        }
    }

    /** A registration of ours (RFC 3261, 10). */
    public record Register(
            @Setting("The registrar, for example `sip:pbx.example.com;transport=tcp`") SipUri registrar,
            @Setting("Address that is registered, for example `sip:8000@pbx.example.com`") SipUri identity,
            @Setting(value = "How long it is asked for; refreshed in time", fallback = "1 h", min = 60_000, max = 86_400_000) Duration expiry) {
    }

    /** Keep-alives. */
    public record KeepAlive(
            @Setting("Where they are sent, for example `sip:192.0.2.10;transport=tcp`") SipUri target,
            @Setting(value = "How often at least; 29 s suits UDP through NAT, 2 min TCP", fallback = "29 s", min = 1000, max = 3_600_000) Duration every) {
    }

    /** How a caller gets from us to somebody else. */
    public record Transfer(
            @Setting("Host that dialled numbers are put before, for example `sip:192.0.2.10;transport=tcp`") SipUri target,
            @Setting(value = "How: refer; bridge (a second call, the sound goes through us); refer-or-bridge where REFER is refused; attended (a second call first, REFER with Replaces when it is answered, bridge where that is refused)", fallback = "refer-or-bridge") By by,
            @Setting(value = "How long the other party may ring", fallback = "30 s", min = 5000, max = 180_000) Duration ring,
            @Setting(value = "Let the caller hear what the second line says before it is answered (183 with SDP)", fallback = "true") boolean earlyMedia,
            @Setting(value = "Our number in calls we place; the first of `own-numbers` if empty", fallback = "\"\"") String caller,
            @Setting(value = "Number that fax machines are led to which call us (CNG); not listened for if empty", fallback = "\"\"") String fax) {

        /** Ways to transfer. */
        public enum By {
            REFER_OR_BRIDGE, REFER, BRIDGE, ATTENDED
        }
    }

    SipPeer toPeer(Duration shortestSession) {
        SipTrunk trunk = new SipTrunk(maxCalls, ping.map(p -> new SipTrunk.Regularly(p.target, p.every)),
                account.map(PeerAccount::toAccount), keepAlive.map(k -> new SipTrunk.Regularly(k.target, k.every)),
                sessionInterval.map(interval -> new SessionTimers(interval, shortestSession)), t1);
        return new SipPeer(name, sources, Set.copyOf(certificateNames), trustIdentity, Set.copyOf(ownNumbers), pick,
                order,
                rules.stream().map(r -> new SipPeer.HeaderRule(r.header, r.pattern)).toList(), trunk);
    }

    /** Our number in calls through this peer. */
    public String caller() {
        return transfer.map(Transfer::caller).filter(number -> !number.isEmpty())
                .or(() -> ownNumbers.stream().findFirst()).orElse("voicemail");
    }

    /** Every address that something is sent to. */
    List<SipUri> targets() {
        return Stream.of(ping.map(Ping::target), lamps.flatMap(Lamps::target), register.map(Register::registrar),
                outboundProxy, keepAlive.map(KeepAlive::target), transfer.map(Transfer::target))
                .flatMap(Optional::stream).toList();
    }

    /** The settings of the media module for calls of this peer. */
    public MediaPeer toMediaPeer() {
        return new MediaPeer(media.codecs, media.sources, media.srtp,
                transfer.filter(way -> !way.fax.isEmpty()).isPresent());
    }
}
