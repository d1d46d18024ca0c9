package org.voxpost.service;

import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
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

    private static Set<String> ownNumbers(VoxpostConfig config) {
        return config.sip().peers().stream().flatMap(peer -> peer.ownNumbers().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
