package org.voxpost.sip.guard;

/** What becomes of a message. */
public sealed interface Verdict {

    /** The stack gets it, written anew. */
    record Take(byte[] message) implements Verdict {
    }

    /** It is a request that nobody may take: this is the answer. */
    record Answer(byte[] response, Complaint complaint) implements Verdict {
    }

    /** It is nothing that could be answered: a bad response, an ACK, or no SIP at all. */
    record Drop(Complaint complaint) implements Verdict {
    }
}
