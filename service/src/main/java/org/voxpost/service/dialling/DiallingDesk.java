package org.voxpost.service.dialling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.service.dialling.DialDecision.Dial;
import org.voxpost.service.dialling.DialDecision.Reason;
import org.voxpost.service.dialling.DialDecision.Refuse;

/**
 * Where whatever wants to dial asks first: the site's gate, then the mailbox's share of calls; every answer is written down.
 * Safe for use by several threads.
 */
public final class DiallingDesk {
    private final Map<String, DiallingGate> gates;
    private final DialLimits limits;
    private final Consumer<Entry> audit;
    private final InstantSource clock;

    /**
     * On whose account a number is dialled.
     *
     * @param mailboxId whose share it is taken from
     * @param site whose gate it passes
     * @param groups rule groups he may use
     */
    public record Payer(String mailboxId, String site, Set<String> groups) {
        public Payer {
            groups = Set.copyOf(groups);
        }
    }

    /**
     * One answer, for the audit.
     *
     * @param purpose what it was for, for example {@code operator}
     * @param wanted the number as known if it may be dialled; else why not, holding the number as it came
     * @param outcome {@code DIAL group} or the reason's name
     */
    public record Entry(Instant at, String mailboxId, String purpose, String wanted, String outcome) {
    }

    /** @param gates by the site's name */
    public DiallingDesk(Map<String, DiallingGate> gates, DialLimits limits, Consumer<Entry> audit,
            InstantSource clock) {
        this.gates = Map.copyOf(gates);
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /** The decision; a call that may be dialled is counted. */
    public DialDecision decide(Payer payer, String purpose, String wanted) {
        DiallingGate gate = gates.get(payer.site());
        DialDecision decision = gate == null
                ? new Refuse(Reason.NO_RULE, "site '" + payer.site() + "' has no rules")
                : gate.decide(wanted, payer.groups());
        if (decision instanceof Dial && !limits.enter(payer.mailboxId(), clock.instant())) {
            decision = new Refuse(Reason.TOO_MANY, "too many calls for " + payer.mailboxId() + " this hour");
        }
        audit.accept(entry(payer, purpose, decision));
        return decision;
    }

    private Entry entry(Payer payer, String purpose, DialDecision decision) {
        return switch (decision) {
            case Dial dial -> new Entry(clock.instant(), payer.mailboxId(), purpose, dial.number(),
                    "DIAL " + dial.group());
            case Refuse refuse -> new Entry(clock.instant(), payer.mailboxId(), purpose, refuse.why(),
                    refuse.reason().name());
        };
    }
}
