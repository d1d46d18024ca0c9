package org.voxpost.service.flow;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.voxpost.mailbox.Caller;
import org.voxpost.service.routing.CleanText;
import org.voxpost.service.routing.NumberIndex;
import org.voxpost.service.routing.NumberMatch;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.DialPlan.Meaning;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.CallFacts.Trust;
import org.voxpost.sip.SipUri;

/**
 * Who called, as the item may tell it. The sender becomes a person only when the peer vouches for the identity: a forged
 * From must not put words into somebody's mouth. Text that a caller can choose is cleaned here, once. Pure.
 */
final class CallerIdentity {
    private static final Set<String> PLACEHOLDERS = Set.of("anonymous", "unknown", "unavailable", "restricted",
            "private", "private number", "withheld", "no name", "wireless caller", "asterisk", "unbekannt");
    private static final Caller WITHHELD = new Caller("", "", Optional.empty());

    private final SubscriberTable subscribers;
    private final NumberIndex people;

    /** @param people the address book, for callers without a mailbox here */
    CallerIdentity(SubscriberTable subscribers, NumberIndex people) {
        this.subscribers = subscribers;
        this.people = people;
    }

    /** @param site site of the peer the call came through */
    Caller of(CallFacts.Caller caller, String site) {
        if (caller.anonymous()) {
            return WITHHELD;
        }
        SipUri uri = caller.address().uri();
        String number = number(uri, site);
        return new Caller(number, name(caller.address().display(), uri, number), person(caller, site));
    }

    private Optional<Caller.Person> person(CallFacts.Caller caller, String site) {
        if (caller.trust() == Trust.UNVERIFIED) {
            return Optional.empty();
        }
        String user = caller.address().uri().user();
        return subscribers.byNumber(site, user).map(CallerIdentity::person).or(() -> inAddressBook(site, user));
    }

    /** A number that several people have names nobody. */
    private Optional<Caller.Person> inAddressBook(String site, String user) {
        return people.find(site, user) instanceof NumberMatch.One one
                ? one.person().address().map(address -> new Caller.Person(one.person().displayName(), address))
                : Optional.empty();
    }

    /** What the network says, unless it says nothing: a placeholder, or the number once more. */
    private String name(String display, SipUri uri, String number) {
        String name = CleanText.of(display);
        boolean nothing = PLACEHOLDERS.contains(name.toLowerCase(Locale.ROOT)) || name.equals(uri.user())
                || name.equals(number);
        return nothing ? "" : name;
    }

    private static Caller.Person person(Subscriber subscriber) {
        return new Caller.Person(subscriber.name(), subscriber.mailbox());
    }

    /** An extension or E.164 number where the site's dial plan sees one, else the URI. */
    private String number(SipUri uri, String site) {
        return subscribers.plan(site).meanings(uri.user()).stream().findFirst().map(CallerIdentity::digits)
                .orElseGet(
                        () -> CleanText
                                .of(uri.scheme() + ":" + (uri.user().isEmpty() ? "" : uri.user() + "@") + uri.host()));
    }

    private static String digits(DialPlan.Meaning meaning) {
        return switch (meaning) {
            case Meaning.Extension extension -> extension.digits();
            case Meaning.Global global -> global.number();
        };
    }
}
