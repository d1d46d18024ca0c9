package org.voxpost.sip;

import java.time.Duration;
import java.util.Optional;

/**
 * The terms on which a peer and we deal with each other.
 *
 * @param maxCalls calls of this peer at once, beyond which its INVITE gets 503; 0 for the endpoint's limit alone
 * @param ping where OPTIONS are sent to see whether it is up; empty to ask nothing
 * @param account who we are when it challenges our requests; empty if it does not
 * @param keepAlive where a double CRLF is sent to keep a connection or an address binding alive (RFC 5626, 3.5.1); empty
 *            for nowhere
 * @param timers session timers of its calls; empty for the endpoint's
 * @param t1 estimate of the round-trip time (RFC 3261, 17.1.1.1): what is not answered is sent again after it, later each time, and
 *            given up after 64 times it
 */
public record SipTrunk(int maxCalls, Optional<Regularly> ping, Optional<SipAccount> account,
        Optional<Regularly> keepAlive, Optional<SessionTimers> timers, Duration t1) {
    /** The round-trip time that RFC 3261 takes for granted. */
    public static final Duration DEFAULT_T1 = Duration.ofMillis(500);

    /** No limit of its own, nothing sent that was not asked for. */
    public static final SipTrunk PLAIN = new SipTrunk(0, Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), DEFAULT_T1);

    /** Where and how often something is sent; OPTIONS usually every 30 to 60 s. */
    public record Regularly(SipUri target, Duration interval) {
    }

    public SipTrunk withMaxCalls(int most) {
        return new SipTrunk(most, ping, account, keepAlive, timers, t1);
    }

    public SipTrunk withPing(Regularly how) {
        return new SipTrunk(maxCalls, Optional.of(how), account, keepAlive, timers, t1);
    }

    public SipTrunk withAccount(SipAccount ours) {
        return new SipTrunk(maxCalls, ping, Optional.of(ours), keepAlive, timers, t1);
    }

    public SipTrunk withKeepAlive(Regularly how) {
        return new SipTrunk(maxCalls, ping, account, Optional.of(how), timers, t1);
    }

    public SipTrunk withTimers(SessionTimers own) {
        return new SipTrunk(maxCalls, ping, account, keepAlive, Optional.of(own), t1);
    }

    public SipTrunk withT1(Duration estimate) {
        return new SipTrunk(maxCalls, ping, account, keepAlive, timers, estimate);
    }
}
