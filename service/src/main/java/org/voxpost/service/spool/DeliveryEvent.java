package org.voxpost.service.spool;

import org.voxpost.mailbox.ItemId;

/** What happens to a message on its way. */
public sealed interface DeliveryEvent {

    /** The worker takes it up; written before anything is sent. */
    record Claimed() implements DeliveryEvent {
    }

    /** The server stored it now, or it was found there. */
    record Stored(ItemId item) implements DeliveryEvent {
    }

    /** The mailbox was searched after no abandoned request could run any more, and it is not there. */
    record Absent() implements DeliveryEvent {
    }

    /** Nothing was stored; later. */
    record Unavailable(String reason) implements DeliveryEvent {
    }

    /** A create request went out and no answer came, or it may still come to be: ask before repeating. */
    record Lost(String reason) implements DeliveryEvent {
    }

    /** The mailbox takes nothing. */
    record Full(String reason) implements DeliveryEvent {
    }

    /** The item is too large; {@code smaller}: there is a smaller form left. */
    record TooLarge(String reason, boolean smaller) implements DeliveryEvent {
    }

    /** This message is refused by a healthy server. */
    record Refused(String reason) implements DeliveryEvent {
    }

    /** The process died or the node was restored from a backup. */
    record Crashed() implements DeliveryEvent {
    }

    /** A person wants it tried again. */
    record Retried() implements DeliveryEvent {
    }

    /** A person sets it aside. */
    record Buried(String reason) implements DeliveryEvent {
    }
}
