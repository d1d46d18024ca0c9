package org.voxpost.service.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.voxpost.media.MediaPeer;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipUri;

/** A PBX, SBC or proxy that may call us. */
public record PeerConfig(
        @Setting("Its name in logs and metrics, unique") String name,
        @Setting("Addresses or networks it sends from, for example `192.0.2.0/24`") List<String> sources,
        @Setting(value = "Believe its P-Asserted-Identity and Remote-Party-ID", fallback = "false") boolean trustIdentity,
        @Setting(value = "Pilot, attendant and access numbers: never a called mailbox", fallback = "[]") List<String> ownNumbers,
        @Setting(value = "Which of several diverting parties owns the mailbox: original or last", fallback = "original") SipPeer.Pick pick,
        @Setting(value = "Where to look for the called party, first hit wins", fallback = "[history-info, diversion, custom-header, p-called-party, to]") List<CallFacts.Source> order,
        @Setting(value = "Header rules of last resort", fallback = "[]") List<HeaderRule> rules,
        @Setting(value = "Site its extensions belong to; the first if empty", fallback = "\"\"") String site,
        @Setting(value = "Calls of this peer at once; beyond, INVITE gets 503. 0: as many as there may be in all", fallback = "0", max = 20_000, min = 0) int maxCalls,
        @Setting(value = "Ask by OPTIONS whether it is up", fallback = "") Optional<Ping> ping,
        @Setting(value = "What is special about its media", fallback = "{}") Media media,
        @Setting(value = "Message waiting lamps of its extensions; none if absent", fallback = "") Optional<Lamps> lamps) {

    public PeerConfig {
        sources = List.copyOf(sources);
        ownNumbers = List.copyOf(ownNumbers);
        order = List.copyOf(order);
        rules = List.copyOf(rules);
    }

    /** Takes the mailbox number from a header. */
    public record HeaderRule(@Setting("Header name") String header,
            @Setting("Regular expression; its first group is the number") Pattern pattern) {
    }

    /** Whether it is up. */
    public record Ping(
            @Setting("Where OPTIONS are sent, for example `sip:192.0.2.10;transport=tcp`") SipUri target,
            @Setting(value = "How often", fallback = "30 s", min = 1000, max = 3_600_000) Duration every) {
    }

    /** What is special about a peer's media. */
    public record Media(
            @Setting(value = "Codecs in our order of preference, for example PCMA; empty: the peer's order", fallback = "[]") List<String> codecs,
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
            @Setting(value = "Let its telephones subscribe", fallback = "true") boolean subscribe) {
    }

    SipPeer toPeer() {
        SipPeer peer = new SipPeer(name, sources, trustIdentity, Set.copyOf(ownNumbers), pick, order,
                rules.stream().map(r -> new SipPeer.HeaderRule(r.header, r.pattern)).toList()).withMaxCalls(maxCalls);
        return ping.map(p -> peer.withPing(new SipPeer.Ping(p.target, p.every))).orElse(peer);
    }

    /** The settings of the media module for calls of this peer. */
    public MediaPeer toMediaPeer() {
        return new MediaPeer(media.codecs, media.sources, media.srtp);
    }
}
