package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.voxpost.sip.SipLimits;

/** How many connections others have opened to us, strangers counted apart so that they cannot keep peers out. */
final class ConnectionCount {
    private final SipLimits limits;
    private final Predicate<InetAddress> isPeer;
    private final AtomicInteger ofPeers = new AtomicInteger();
    private final AtomicInteger ofStrangers = new AtomicInteger();

    ConnectionCount(SipLimits limits, Predicate<InetAddress> isPeer) {
        this.limits = limits;
        this.isPeer = isPeer;
    }

    /** Takes a place; false if there is none left. */
    boolean enter(InetAddress source) {
        int most = isPeer.test(source) ? limits.connections() - limits.strangers() : limits.strangers();
        return count(source).getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    /** Gives the place back. */
    void leave(InetAddress source) {
        count(source).decrementAndGet();
    }

    private AtomicInteger count(InetAddress source) {
        return isPeer.test(source) ? ofPeers : ofStrangers;
    }
}
