package org.voxpost.service.routing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.voxpost.service.routing.Explanation.Stage;
import org.voxpost.service.routing.LookupResult.CallingParty;
import org.voxpost.service.routing.LookupResult.MailboxHere;
import org.voxpost.service.routing.LookupResult.Matched;
import org.voxpost.service.routing.LookupResult.Trust;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.DialPlan.Meaning;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;

/**
 * Answers whose number it is: our own numbers first, then subscribers, then the address book. From memory, never waits;
 * any thread. A number that nobody has is looked for in the same places and by the same steps as one that somebody has;
 * docs/benchmarks.md compares their times.
 */
public final class LookupEngine {
    private final SubscriberTable subscribers;
    private final AddressBook people;
    private final Set<String> ownNumbers;
    private final RoutingPolicy policy;
    private final PersonStates states;
    private final InstantSource clock;

    /** What one number is. */
    private record Found(Matched matched, Optional<IndexedPerson> person, Optional<Subscriber> subscriber,
            String reason) {
    }

    /** @param ownNumbers pilot, attendant and access numbers, as peers dial them */
    public LookupEngine(SubscriberTable subscribers, AddressBook people, Set<String> ownNumbers, RoutingPolicy policy,
            PersonStates states, InstantSource clock) {
        this.subscribers = subscribers;
        this.people = people;
        this.ownNumbers = Set.copyOf(ownNumbers);
        this.policy = policy;
        this.states = states;
        this.clock = clock;
    }

    /** Answers; {@code NONE} is an answer too. */
    public LookupResult lookup(LookupQuery query) {
        return answer(query, clock.instant(), Trail.NONE);
    }

    /** Answers and tells how. @param at the time that schedules are read at; now if empty */
    public Explanation explain(LookupQuery query, Optional<Instant> at) {
        var trail = new Trail.Kept();
        LookupResult result = answer(query, at.orElseGet(clock::instant), trail);
        return new Explanation(result, trail.steps());
    }

    private LookupResult answer(LookupQuery query, Instant now, Trail trail) {
        AddressBook.Edition edition = people.edition();
        NumberIndex index = edition.index();
        String wanted = query.called().orElse(query.number());
        int site = index.site(query.site());
        DialPlan plan = subscribers.plan(query.site());
        List<Meaning> meanings = plan.meanings(wanted);
        trail.add(Stage.NORMALISE, () -> normalised(wanted, plan, meanings));
        Found found = find(index, site, plan, wanted, meanings);
        trail.add(Stage.MATCH, found::reason);
        Optional<CallingParty> caller = query.called().map(called -> caller(index, site, plan, query.number()));
        caller.ifPresent(party -> trail.add(Stage.MATCH, () -> "the caller, " + party.number() + ", is "
                + (party.displayName().isEmpty() ? "nobody we know" : party.displayName())));
        Optional<String> dialledExtension = extension(meanings);
        Optional<String> dialledGlobal = global(meanings);
        Optional<String> extension = dialledExtension.or(() -> beside(found, plan, dialledGlobal, false));
        Optional<String> global = dialledGlobal.or(() -> beside(found, plan, dialledExtension, true));
        RoutingPolicy.Decision decision = policy.decide(new RoutingPolicy.Subject(found.matched(), extension,
                global, caller.map(CallingParty::number), found.subscriber().isPresent(),
                plan.site(), found.subscriber().flatMap(states::of)), now, trail);
        return new LookupResult(found.matched(), found.person(), found.subscriber().map(LookupEngine::mailbox),
                global, extension, caller, decision.treatment(), decision.routes(),
                decision.announcement(), decision.ttl(), found.reason(), edition.read());
    }

    /** A subscriber's number of the other form, if he was dialled by one of his numbers at his site. */
    private static Optional<String> beside(Found found, DialPlan plan, Optional<String> dialled, boolean isGlobal) {
        if (dialled.isEmpty() || found.subscriber().isEmpty()) {
            return Optional.empty();
        }
        Subscriber subscriber = found.subscriber().get();
        if (!subscriber.site().equals(plan.site()) || !subscriber.numbers().contains(dialled.get())) {
            return Optional.empty();
        }
        for (String number : subscriber.numbers()) {
            if (number.startsWith("+") == isGlobal) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    private static String normalised(String wanted, DialPlan plan, List<Meaning> meanings) {
        return "'" + CleanText.of(wanted) + "' dialled at " + plan.site() + " means "
                + (meanings.isEmpty() ? "no number" : meanings.stream().map(meaning -> switch (meaning) {
                    case Meaning.Extension extension -> "extension " + extension.digits();
                    case Meaning.Global global -> global.number();
                }).collect(Collectors.joining(", or ")));
    }

    private static MailboxHere mailbox(Subscriber subscriber) {
        return new MailboxHere(subscriber.id(), true, subscriber.language());
    }

    private CallingParty caller(NumberIndex index, int site, DialPlan plan, String calling) {
        List<Meaning> meanings = plan.meanings(calling);
        Found found = find(index, site, plan, calling, meanings);
        String number = global(meanings).or(() -> extension(meanings)).orElseGet(() -> CleanText.of(calling));
        return new CallingParty(number, found.person().map(IndexedPerson::displayName).orElse(""),
                Trust.UNVERIFIED);
    }

    private Found find(NumberIndex index, int site, DialPlan plan, String number, List<Meaning> meanings) {
        NumberMatch match = index.find(site, meanings);
        Optional<Subscriber> subscriber = subscribers.byMeaning(plan, meanings);
        if (ownNumbers.contains(number)) {
            return new Found(Matched.SERVICE, Optional.empty(), Optional.empty(), number + " is a number of Voxpost");
        }
        if (subscriber.isPresent()) {
            return subscriber(subscriber.get(), match, number);
        }
        return switch (match) {
            case NumberMatch.One one -> new Found(Matched.PERSON, Optional.of(one.person()),
                    one.person().address().flatMap(subscribers::byAddress),
                    one.number() + " is " + one.person().displayName() + "'s in the address book");
            case NumberMatch.Several several -> several(several);
            case NumberMatch.Nobody nobody -> new Found(Matched.NONE, Optional.empty(), Optional.empty(),
                    meanings.isEmpty() ? "this is no number" : "nobody has this number");
        };
    }

    /** The address book knows more of a subscriber than the table, if the number is the same person's there. */
    private Found subscriber(Subscriber subscriber, NumberMatch match, String number) {
        IndexedPerson person = match instanceof NumberMatch.One one
                && one.person().address().filter(subscriber.mailbox()::equals).isPresent()
                        ? one.person()
                        : new IndexedPerson(subscriber.id(), CleanText.of(subscriber.name()),
                                Optional.of(subscriber.mailbox()), true);
        return new Found(Matched.PERSON, Optional.of(person), Optional.of(subscriber),
                CleanText.of(number) + " is " + subscriber.mailbox() + ", a subscriber of site " + subscriber.site());
    }

    /** Of several, the only one with a mailbox here is meant. */
    private Found several(NumberMatch.Several several) {
        List<IndexedPerson> here = several.people().stream()
                .filter(person -> person.address().flatMap(subscribers::byAddress).isPresent()).toList();
        if (here.size() == 1) {
            return new Found(Matched.PERSON, Optional.of(here.getFirst()),
                    here.getFirst().address().flatMap(subscribers::byAddress), several.number()
                            + " is several people's; one of them has a mailbox here");
        }
        return new Found(Matched.AMBIGUOUS, Optional.empty(), Optional.empty(),
                several.number() + " is several people's in the address book");
    }

    private static Optional<String> global(List<Meaning> meanings) {
        for (Meaning meaning : meanings) {
            if (meaning instanceof Meaning.Global global) {
                return Optional.of(global.number());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> extension(List<Meaning> meanings) {
        for (Meaning meaning : meanings) {
            if (meaning instanceof Meaning.Extension extension) {
                return Optional.of(extension.digits());
            }
        }
        return Optional.empty();
    }
}
