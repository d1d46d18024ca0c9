package org.voxpost.service.routing;

import org.voxpost.service.subscriber.Subscriber;

/** What a call is for. */
public sealed interface Route {

    /** What decided, in words for the trace and the log; no secret. */
    String rule();

    /** Nobody answered at {@code owner}'s telephone, or his mailbox was dialled directly: take a message. */
    record ToMailbox(Subscriber owner, String rule) implements Route {
    }

    /** Our own number was dialled and nobody diverted the call: the caller has to say whom he wants. */
    record ToPilot(String rule) implements Route {
    }

    /** None of the parties has a mailbox here. */
    record ToNobody(String rule) implements Route {
    }
}
