package org.voxpost.service.subscriber;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.SubscriberConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.subscriber.DialPlan.Meaning;

/** All subscribers, found by number, id or address. */
public final class SubscriberTable {
    private record AtSite(String site, String extension) {
    }

    private final Map<String, DialPlan> plans;
    private final DialPlan first;
    private volatile Entries entries;

    /** Who is in it; never changed. */
    private record Entries(List<Subscriber> all, Map<AtSite, Subscriber> byExtension, Map<String, Subscriber> byGlobal,
            Map<String, Subscriber> byId, Map<SmtpAddress, Subscriber> byAddress) {

        static Entries of(List<Subscriber> subscribers) {
            var entries = new Entries(List.copyOf(subscribers), new HashMap<>(), new HashMap<>(), new HashMap<>(),
                    new HashMap<>());
            subscribers.forEach(entries::add);
            return entries;
        }

        private void add(Subscriber subscriber) {
            byId.putIfAbsent(subscriber.id(), subscriber);
            byAddress.putIfAbsent(subscriber.mailbox(), subscriber);
            for (String number : subscriber.numbers()) {
                if (number.startsWith("+")) {
                    byGlobal.putIfAbsent(number, subscriber);
                } else {
                    byExtension.putIfAbsent(new AtSite(subscriber.site(), number), subscriber);
                }
            }
        }
    }

    /** @param plans the sites' plans, the default first, at least one */
    public SubscriberTable(List<Subscriber> subscribers, List<DialPlan> plans) {
        this.first = plans.getFirst();
        this.plans = plans.stream().collect(Collectors.toMap(DialPlan::site, Function.identity(), (a, b) -> a));
        this.entries = Entries.of(subscribers);
    }

    /** Takes over who is in the other table, whose sites are the same; look-ups see all of the one or all of the other. */
    public void become(SubscriberTable other) {
        entries = other.entries;
    }

    /** The table that the configuration describes. */
    public static SubscriberTable of(VoxpostConfig config) {
        return new SubscriberTable(config.subscribers().stream().map(s -> subscriber(s, config)).toList(),
                config.sites().stream().map(DialPlan::new).toList());
    }

    private static Subscriber subscriber(SubscriberConfig s, VoxpostConfig config) {
        return new Subscriber(s.id().orElse(s.mailbox().value()).toLowerCase(Locale.ROOT), s.mailbox(),
                s.name().isEmpty() ? s.mailbox().value() : s.name(), s.numbers(),
                config.site(s.site()).orElseThrow().name(), config.profile(s.profile()).orElseThrow().name(),
                s.greeting(), s.missedCalls(), s.language());
    }

    /**
     * Whose number it is, as dialled at {@code site}: first as an extension there, then in its E.164 form.
     *
     * @param site name of a site; empty or unknown for the default one
     * @param dialled user part of a URI, or a number in any spelling
     */
    public Optional<Subscriber> byNumber(String site, String dialled) {
        DialPlan plan = plan(site);
        return byMeaning(plan, plan.meanings(dialled));
    }

    /** As {@link #byNumber}, of what the site's plan has read already. */
    public Optional<Subscriber> byMeaning(DialPlan plan, List<Meaning> meanings) {
        Entries now = entries;
        for (Meaning meaning : meanings) {
            Subscriber found = switch (meaning) {
                case Meaning.Extension e -> now.byExtension().get(new AtSite(plan.site(), e.digits()));
                case Meaning.Global g -> now.byGlobal().get(g.number());
            };
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    public Optional<Subscriber> byId(String id) {
        return Optional.ofNullable(entries.byId().get(id.toLowerCase(Locale.ROOT)));
    }

    public Optional<Subscriber> byAddress(SmtpAddress address) {
        return Optional.ofNullable(entries.byAddress().get(address));
    }

    /** In the order of the configuration. */
    public List<Subscriber> all() {
        return entries.all();
    }

    /** The plan of a site; the default one for an empty or unknown name. */
    public DialPlan plan(String site) {
        return plans.getOrDefault(site, first);
    }
}
