package org.voxpost.sip;

import java.time.Duration;
import java.util.Optional;

/** Our being reachable at a registrar, kept alive until it is closed (RFC 3261, 10). */
public interface Registration extends AutoCloseable {

    /**
     * What is registered.
     *
     * @param registrar where REGISTER goes, for example {@code sip:pbx.example.com;transport=tcp}
     * @param identity the address of record
     * @param expiry how long a registration lasts, 60 s or more; the registrar has the last word
     * @param proxy the outbound proxy on the way to the registrar, if there is one
     */
    record Request(SipUri registrar, SipAddress identity, Duration expiry, Optional<SipUri> proxy) {
        /** Straight to the registrar. */
        public Request(SipUri registrar, SipAddress identity, Duration expiry) {
            this(registrar, identity, expiry, Optional.empty());
        }
    }

    /** Where it stands. */
    enum State {
        /** Not answered yet. */
        TRYING,
        /** Calls reach us. */
        REGISTERED,
        /** Refused or not answered; tried again with growing pauses of 30 s to 30 min. */
        FAILED,
        /** Given up by {@link #close()}. */
        ENDED
    }

    State state();

    /** The registrar's last answer; 408 before the first. */
    SipStatus lastAnswer();

    /** Takes the registration back with {@code Expires: 0}; waits up to two seconds for the answer. */
    @Override
    void close();
}
