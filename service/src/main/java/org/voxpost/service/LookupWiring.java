package org.voxpost.service;

import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.voxpost.service.config.PeerConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.LookupEngine;
import org.voxpost.service.routing.PersonStates;
import org.voxpost.service.routing.RoutingPolicy;
import org.voxpost.service.subscriber.SubscriberTable;

/** Builds the engine that a configuration describes. */
final class LookupWiring {
    private LookupWiring() {
    }

    static LookupEngine engine(VoxpostConfig config, SubscriberTable table, AddressBook people, PersonStates states,
            InstantSource clock) {
        return new LookupEngine(table, people, ownNumbers(config), new RoutingPolicy(config.routing()), states, clock);
    }

    /** Names of the peers that ask by INVITE where calls go. */
    static Set<String> redirected(VoxpostConfig config) {
        return config.sip().peers().stream().filter(PeerConfig::redirect).map(PeerConfig::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> ownNumbers(VoxpostConfig config) {
        return config.sip().peers().stream().flatMap(peer -> peer.ownNumbers().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
