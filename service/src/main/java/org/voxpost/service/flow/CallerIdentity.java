package org.voxpost.service.flow;

import java.util.Optional;
import org.voxpost.mailbox.Caller;
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
    private static final int LONGEST_NAME = 80;
    private static final Caller WITHHELD = new Caller("", "", Optional.empty());

    private final SubscriberTable subscribers;

    CallerIdentity(SubscriberTable subscribers) {
        this.subscribers = subscribers;
    }

    /** @param site site of the peer the call came through */
    Caller of(CallFacts.Caller caller, String site) {
        if (caller.anonymous()) {
            return WITHHELD;
        }
        SipUri uri = caller.address().uri();
        return new Caller(number(uri, site), clean(caller.address().display()), person(caller, site));
    }

    private Optional<Caller.Person> person(CallFacts.Caller caller, String site) {
        if (caller.trust() == Trust.UNVERIFIED) {
            return Optional.empty();
        }
        return subscribers.byNumber(site, caller.address().uri().user()).map(CallerIdentity::person);
    }

    private static Caller.Person person(Subscriber subscriber) {
        return new Caller.Person(subscriber.name(), subscriber.mailbox());
    }

    /** An extension or E.164 number where the site's dial plan sees one, else the URI. */
    private String number(SipUri uri, String site) {
        return subscribers.plan(site).meanings(uri.user()).stream().findFirst().map(CallerIdentity::digits)
                .orElseGet(
                        () -> clean(uri.scheme() + ":" + (uri.user().isEmpty() ? "" : uri.user() + "@") + uri.host()));
    }

    private static String digits(DialPlan.Meaning meaning) {
        return switch (meaning) {
            case Meaning.Extension extension -> extension.digits();
            case Meaning.Global global -> global.number();
        };
    }

    /** Without controls, bidirectional and other format marks; blanks folded; of bounded length. */
    static String clean(String text) {
        var out = new StringBuilder();
        text.codePoints().map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
                .filter(CallerIdentity::isShown).limit(LONGEST_NAME * 2L).forEach(out::appendCodePoint);
        String folded = out.toString().strip().replaceAll(" +", " ");
        return folded.codePointCount(0, folded.length()) <= LONGEST_NAME
                ? folded
                : folded.substring(0, folded.offsetByCodePoints(0, LONGEST_NAME)).strip();
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
