package org.voxpost.service.config;

import java.util.List;
import java.util.Optional;

/** Everything Voxpost is told at start: the root of the configuration file. */
public record VoxpostConfig(
        @Setting(value = "SIP: listening points and the PBXs that may call", fallback = "{}") SipConfig sip,
        @Setting(value = "RTP addresses and ports", fallback = "{}") MediaConfig media,
        @Setting(value = "What ends a recording and what becomes of it", fallback = "{}") RecordingConfig recording,
        @Setting("Exchange organisations; one mapping or a list") List<ExchangeProfile> exchange,
        @Setting(value = "Sites with their dial plans; the first is the default. None: one site named `main`", fallback = "[]") List<SiteConfig> sites,
        @Setting(value = "Who has a mailbox here", fallback = "[]") List<SubscriberConfig> subscribers,
        @Setting(value = "The address book: names of callers, numbers for look-ups", fallback = "{}") DirectoryConfig directory,
        @Setting(value = "What switches are told to do with a call when they ask", fallback = "{}") RoutingConfig routing,
        @Setting(value = "Where state lies and how long", fallback = "{}") StateConfig state,
        @Setting(value = "Delivery into mailboxes", fallback = "{}") DeliveryConfig delivery,
        @Setting(value = "Message waiting lamps, for peers that have a `lamps` section", fallback = "{}") MwiConfig mwi,
        @Setting(value = "Limits against floods", fallback = "{}") LimitsConfig limits,
        @Setting(value = "Who is told of trouble", fallback = "{}") AlertConfig alerts,
        @Setting(value = "Health, metrics and API", fallback = "{}") HttpConfig http) {

    public VoxpostConfig {
        exchange = List.copyOf(exchange);
        sites = sites.isEmpty() ? List.of(SiteConfig.DEFAULT) : List.copyOf(sites);
        subscribers = List.copyOf(subscribers);
    }

    /** The same with other subscribers. */
    public VoxpostConfig withSubscribers(List<SubscriberConfig> others) {
        return new VoxpostConfig(sip, media, recording, exchange, sites, others, directory, routing, state, delivery,
                mwi,
                limits, alerts, http);
    }

    /** The profile of that name; the first for the empty name. */
    public Optional<ExchangeProfile> profile(String name) {
        return exchange.stream().filter(p -> name.isEmpty() || p.name().equals(name)).findFirst();
    }

    /** The site of that name; the first for the empty name. */
    public Optional<SiteConfig> site(String name) {
        return sites.stream().filter(s -> name.isEmpty() || s.name().equals(name)).findFirst();
    }
}
