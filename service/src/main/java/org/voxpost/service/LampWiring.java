package org.voxpost.service;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.voxpost.service.config.PeerConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.mwi.AsteriskManager;
import org.voxpost.service.mwi.AsteriskRestLamps;
import org.voxpost.service.mwi.FreeSwitchSocket;
import org.voxpost.service.mwi.LampPeer;
import org.voxpost.service.mwi.LampRoad;
import org.voxpost.service.mwi.LampServer;
import org.voxpost.service.mwi.Lamps;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.DeliveryProfile;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipUri;

/** Starts the lamps that the configuration asks for. */
final class LampWiring {
    private LampWiring() {
    }

    /** @return empty if no peer has lamps: then no mailbox is watched */
    static Optional<Lamps> start(VoxpostConfig config, SubscriberTable table, List<DeliveryProfile> profiles,
            SipEndpoint sip, Database database, InstantSource clock) {
        List<LampPeer> peers = config.sip().peers().stream()
                .flatMap(peer -> peer.lamps().stream().map(lamps -> peer(peer, lamps, config, sip))).toList();
        if (peers.isEmpty()) {
            return Optional.empty();
        }
        Map<String, LampServer> servers = profiles.stream().collect(Collectors.toMap(DeliveryProfile::name,
                profile -> new LampServer(profile.server(), Math.max(1, profile.concurrency() / 2))));
        return Optional.of(Lamps.start(table, servers, peers, sip, database, config.mwi(), clock));
    }

    private static LampPeer peer(PeerConfig peer, PeerConfig.Lamps lamps, VoxpostConfig config, SipEndpoint sip) {
        String pilot = peer.ownNumbers().stream().findFirst().orElse("voicemail");
        return new LampPeer(peer.name(), config.site(peer.site()).orElseThrow().name(), lamps.target(), driver(lamps),
                new SipAddress("", SipUri.of(pilot, host(lamps, config, sip), 0)), lamps.subscribe());
    }

    private static Optional<LampRoad> driver(PeerConfig.Lamps lamps) {
        return lamps.ari().<LampRoad>map(
                ari -> new AsteriskRestLamps(ari.url(), ari.context(), ari.user(), ari.password().secret()))
                .or(() -> lamps.ami().map(ami -> AsteriskManager.lamps(ami.host(), ami.port(), ami.context(),
                        ami.user(), ami.password().secret())))
                .or(() -> lamps.esl().map(esl -> FreeSwitchSocket.lamps(esl.host(), esl.port(), esl.domain(),
                        esl.password().secret())));
    }

    /** Our name for others; the peer's, where we listen at all addresses and were given no name. */
    private static String host(PeerConfig.Lamps lamps, VoxpostConfig config, SipEndpoint sip) {
        String bound = sip.listeners().getFirst().host();
        boolean everywhere = bound.equals("0.0.0.0") || bound.equals("::");
        return !config.sip().advertisedHost().isEmpty()
                ? config.sip().advertisedHost()
                : everywhere ? lamps.target().map(SipUri::host).orElse("localhost") : bound;
    }
}
