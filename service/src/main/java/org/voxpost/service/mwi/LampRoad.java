package org.voxpost.service.mwi;

import java.time.Duration;
import java.util.Optional;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.SipStatus;

/** A way to set lamps of one PBX. Called on virtual threads, several at once; waits for the answer, ten seconds at most. */
@FunctionalInterface
public interface LampRoad {
    Duration PATIENCE = Duration.ofSeconds(10);

    /** Sets the lamp of one extension. Never throws for what the PBX says or does. */
    Mwi.Result tell(String extension, MessageSummary summary);

    /** What became of it, the status standing for what the PBX said in its own words. */
    static Mwi.Result result(Mwi.Outcome outcome, int code, String said) {
        return new Mwi.Result(outcome, new SipStatus(code, said), Optional.empty());
    }
}
