package org.voxpost.mailbox;

import java.util.Optional;

/** Hears which road carried what, for metrics. Called on the thread of the operation; must be quick. */
@FunctionalInterface
public interface RoadListener {
    /**
     * @param protocol the road
     * @param job what was asked
     * @param failure empty if it was done
     */
    void used(String protocol, Capability job, Optional<MailboxException> failure);
}
