package org.voxpost.service.dialling;

/** What the gate says. */
public sealed interface DialDecision {

    /**
     * It may be dialled.
     *
     * @param number as it is known: an extension, or {@code +} and digits
     * @param dialled as the PBX wants it: {@code +} and digits, or behind an outside line's prefix what people key there
     * @param group the rule's group, for the audit
     */
    record Dial(String number, String dialled, String group) implements DialDecision {
    }

    /**
     * It is not dialled.
     *
     * @param reason one of a few, for metrics and what the caller hears
     * @param why for the audit; holds the number as it came, without control characters
     */
    record Refuse(Reason reason, String why) implements DialDecision {
    }

    /** Why a number is not dialled. */
    enum Reason {
        UNREADABLE, EMERGENCY, PREMIUM, NO_RULE, FORBIDDEN, TOO_MANY
    }
}
