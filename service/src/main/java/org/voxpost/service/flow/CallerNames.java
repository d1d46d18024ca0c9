package org.voxpost.service.flow;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.voxpost.mailbox.Caller;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.NumberIndex;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.CallFacts;

/**
 * Names callers while their greeting plays: the look-up begins with the call and is asked for at the beep. What it does
 * not know by then stays a number.
 */
final class CallerNames {
    private final SubscriberTable subscribers;
    private final AddressBook people;
    private final Duration patience;

    /** @param patience from the beginning of the call */
    CallerNames(SubscriberTable subscribers, AddressBook people, Duration patience) {
        this.subscribers = subscribers;
        this.people = people;
        this.patience = patience;
    }

    /** Begins to look for the caller's name. @param site of the peer the call came through */
    Naming begin(CallFacts.Caller caller, String site) {
        long until = System.nanoTime() + patience.toNanos();
        boolean read = people.isRead();
        Caller numeric = new CallerIdentity(subscribers, people.index()).of(caller, site);
        if (numeric.person().isPresent() || caller.anonymous() || read) {
            return new Naming(numeric, CompletableFuture.completedFuture(numeric), until);
        }
        var known = new CompletableFuture<Caller>();
        Thread.startVirtualThread(() -> {
            NumberIndex index = people.index(patience);
            known.complete(new CallerIdentity(subscribers, index).of(caller, site));
        });
        return new Naming(numeric, known, until);
    }

    /** A look-up that goes on. Used by the thread of the call. */
    record Naming(Caller numeric, CompletableFuture<Caller> known, long untilNanos) {

        /** The envelope with the best that is known of the caller; waits no longer than the deadline. */
        Envelope name(Envelope envelope) {
            return envelope.from(bestKnown());
        }

        private Caller bestKnown() {
            try {
                return known.get(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException notInTime) {
                return numeric;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return numeric;
            }
        }
    }
}
