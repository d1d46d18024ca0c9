package org.voxpost.service.spool;

/**
 * Where a message is on its way. Transitions, all taken by {@link Progress#next}:
 *
 * <pre>
 * QUEUED    -claim-&gt;                 SENDING     written before the first byte goes out
 * SENDING   -stored, found-&gt;         DELIVERED
 * SENDING   -absent-&gt;                SENDING     asked for, not there: may be created
 * SENDING   -unavailable, account-&gt;  QUEUED      tried again later
 * SENDING   -too large-&gt;             QUEUED      encoded smaller; BURIED if nothing smaller is left
 * SENDING   -lost-&gt;                  QUEUED      to be asked for before it is created again
 * SENDING   -crash-&gt;                 QUEUED      to be asked for before it is created again
 * SENDING   -mailbox full-&gt;          PARKED
 * SENDING   -refused-&gt;               BURIED
 * PARKED    -claim-&gt;                 SENDING     now and then, the owner may have made room
 * PARKED    -retry-&gt;                 QUEUED      by a person
 * BURIED    -retry-&gt;                 QUEUED      by a person
 * QUEUED, PARKED -bury-&gt;             BURIED      by a person
 * </pre>
 */
public enum DeliveryState {
    QUEUED, SENDING, DELIVERED, PARKED, BURIED;

    /** True if the worker will try it by itself. */
    public boolean waits() {
        return this == QUEUED || this == PARKED;
    }
}
