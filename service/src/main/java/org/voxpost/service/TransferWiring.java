package org.voxpost.service;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.service.api.Audit;
import org.voxpost.service.config.PeerConfig;
import org.voxpost.service.config.SipConfig;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.config.SubscriberConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.dialling.DialLimits;
import org.voxpost.service.dialling.DiallingDesk;
import org.voxpost.service.dialling.DiallingGate;
import org.voxpost.service.flow.Transfers;
import org.voxpost.service.flow.Transfers.Wanted;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipUri;

/** Builds what leads callers elsewhere: the rules, the audit, and calls of ours once SIP has started. */
final class TransferWiring {
    private final VoxpostConfig config;
    private volatile Optional<SipEndpoint> sip = Optional.empty();
    private final Map<String, SubscriberConfig> mailboxes;

    TransferWiring(VoxpostConfig config) {
        this.config = config;
        this.mailboxes = config.subscribers().stream()
                .collect(Collectors.toMap(one -> one.mailbox().value(), one -> one, (one, other) -> one));
    }

    Transfers transfers(MediaPorts ports, Function<String, MediaPeer> mediaPeer, Audit audit, InstantSource clock) {
        Map<String, DiallingGate> gates = config.sites().stream()
                .collect(Collectors.toMap(SiteConfig::name, site -> new DiallingGate(site.toDiallingPlan())));
        var desk = new DiallingDesk(gates, new DialLimits(config.limits().mailboxCalls(), Duration.ofHours(1)),
                entry -> audit.add(new Audit.Line(entry.at(), entry.mailboxId(), "dial " + entry.purpose(),
                        entry.wanted(), entry.outcome())),
                clock);
        Map<String, Transfers.Road> roads = config.sip().peers().stream().filter(peer -> peer.transfer().isPresent())
                .collect(Collectors.toMap(PeerConfig::name, peer -> road(peer, peer.transfer().orElseThrow())));
        return new Transfers(roads, this::operator, desk, this::call, ports, mediaPeer);
    }

    /** From now on calls can be placed. */
    void use(SipEndpoint started) {
        sip = Optional.of(started);
    }

    private OutgoingCall call(OutgoingRequest request) {
        return sip.orElseThrow(() -> new SipException("SIP has not started")).call(request);
    }

    private Transfers.Road road(PeerConfig peer, PeerConfig.Transfer transfer) {
        return new Transfers.Road(transfer.target(), transfer.by(), transfer.ring(), transfer.earlyMedia(),
                new SipAddress("", SipUri.of(peer.caller(), host(transfer), 0)), peer.outboundProxy(),
                fax(peer, transfer));
    }

    /** Its calls are on the peer's own account: by that, a fax machine that tries for ever is kept within bounds. */
    private Optional<Wanted> fax(PeerConfig peer, PeerConfig.Transfer transfer) {
        SiteConfig site = config.site(peer.site()).orElseThrow();
        return Optional.of(transfer.fax()).filter(number -> !number.isEmpty())
                .map(number -> new Wanted(number, new DiallingDesk.Payer("peer " + peer.name(), site.name(),
                        Set.copyOf(site.dialling().groups()))));
    }

    /** Our name for others; theirs where we listen at all addresses and were given no name. */
    private String host(PeerConfig.Transfer transfer) {
        String bound = config.sip().listeners().stream().findFirst().map(SipConfig.Listener::host).orElse("localhost");
        boolean everywhere = bound.equals("0.0.0.0") || bound.equals("::");
        return !config.sip().advertisedHost().isEmpty()
                ? config.sip().advertisedHost()
                : everywhere ? transfer.target().host() : bound;
    }

    private Optional<Wanted> operator(Subscriber owner) {
        Optional<SubscriberConfig> mailbox = Optional.ofNullable(mailboxes.get(owner.mailbox().value()));
        SiteConfig site = config.site(owner.site()).orElseThrow();
        String number = mailbox.map(SubscriberConfig::operator).filter(own -> !own.isEmpty()).orElse(site.operator());
        Set<String> groups = Set.copyOf(mailbox.map(SubscriberConfig::mayDial).filter(own -> !own.isEmpty())
                .orElse(site.dialling().groups()));
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(new Wanted(number, new DiallingDesk.Payer(owner.id(), site.name(), groups)));
    }
}
