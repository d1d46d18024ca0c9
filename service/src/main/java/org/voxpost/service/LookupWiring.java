package org.voxpost.service;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.voxpost.service.config.PeerConfig;
import org.voxpost.service.config.Protocol;
import org.voxpost.service.config.RoutingConfig.WhenAway;
import org.voxpost.service.exchange.Exchange;
import org.voxpost.service.routing.CalendarStates;
import org.voxpost.service.subscriber.Subscriber;
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

    /** Calendars and automatic replies by EWS, where the configuration makes a difference by them. */
    static PersonStates calendars(VoxpostConfig config, List<Exchange> organisations, SubscriberTable table,
            InstantSource clock, StartedParts parts) {
        boolean needed = config.routing().outOfOffice() == WhenAway.VOICEMAIL
                || config.routing().busy() == WhenAway.VOICEMAIL;
        List<CalendarStates.Source> sources = organisations.stream()
                .filter(exchange -> exchange.profile().mailboxProtocols().contains(Protocol.EWS))
                .map(exchange -> new CalendarStates.Source(exchange.profile().name(), exchange::facets,
                        () -> table.all().stream().filter(s -> s.profile().equals(exchange.profile().name()))
                                .map(Subscriber::mailbox).toList()))
                .toList();
        return needed && !sources.isEmpty()
                ? parts.add(new CalendarStates(sources, config.routing().stateAge().dividedBy(3), clock)).start()
                : PersonStates.NONE;
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
