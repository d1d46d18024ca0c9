package org.voxpost.service.dialling;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.voxpost.service.dialling.DialDecision.Dial;
import org.voxpost.service.dialling.DialDecision.Reason;
import org.voxpost.service.dialling.DialDecision.Refuse;
import org.voxpost.service.dialling.DiallingPlan.Kind;
import org.voxpost.service.dialling.DiallingPlan.Rule;

/** Decides whether a number may be dialled. Immutable, safe for use by several threads. */
public final class DiallingGate {
    /** Digits after separators people write are gone; nothing else may be left. ASCII only: other digits are tricks. */
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,20}");
    private static final Pattern SEPARATORS = Pattern.compile("[ ().\\-/]");
    private static final int LONGEST_TEXT = 40;
    private static final Set<PhoneNumberType> COSTLY = Set.of(PhoneNumberType.PREMIUM_RATE,
            PhoneNumberType.SHARED_COST, PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.UAN,
            PhoneNumberType.VOICEMAIL, PhoneNumberType.PAGER);
    private static final Set<String> EMERGENCY_EVERYWHERE = Set.of("112", "911", "999", "000", "110", "118", "119",
            "08", "933");
    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final ShortNumberInfo shortNumbers = ShortNumberInfo.getInstance();
    private final DiallingPlan plan;

    /**
     * @throws IllegalArgumentException if the plan's country is unknown
     */
    public DiallingGate(DiallingPlan plan) {
        if (numbers.getCountryCodeForRegion(plan.country()) == 0) {
            throw new IllegalArgumentException(
                    "Country \"" + plan.country() + "\" is no ISO 3166 code with telephones");
        }
        this.plan = plan;
    }

    /**
     * The decision.
     *
     * @param wanted what somebody keyed, said, or put into a mailbox's settings
     * @param groups the rule groups that the one who pays may use
     */
    public DialDecision decide(String wanted, Set<String> groups) {
        String number = SEPARATORS.matcher(wanted.strip()).replaceAll("");
        if (wanted.length() > LONGEST_TEXT || !NUMBER.matcher(number).matches()) {
            return refuse(Reason.UNREADABLE, "not a telephone number", wanted);
        }
        if (emergency(number)) {
            return refuse(Reason.EMERGENCY, "emergency numbers are dialled by people only", wanted);
        }
        if (plan.extension().matcher(number).matches()) {
            return byRule(Kind.EXTENSION, number, number, groups, wanted);
        }
        return outside(number, groups, wanted);
    }

    private DialDecision outside(String number, Set<String> groups, String wanted) {
        Optional<PhoneNumber> parsed = parsed(withoutOutsideLine(number));
        if (parsed.isEmpty()) {
            return refuse(Reason.UNREADABLE, "no valid number of " + plan.country() + " or abroad", wanted);
        }
        PhoneNumber known = parsed.get();
        if (COSTLY.contains(numbers.getNumberType(known))) {
            return refuse(Reason.PREMIUM, "costs more than a call: " + numbers.getNumberType(known), wanted);
        }
        String e164 = numbers.format(known, PhoneNumberFormat.E164);
        boolean home = plan.country().equals(numbers.getRegionCodeForNumber(known));
        return byRule(home ? Kind.NATIONAL : Kind.INTERNATIONAL, e164, dialled(known, e164), groups, wanted);
    }

    /** As {@code +} and digits; behind an outside line as a person of the country would key it. */
    private String dialled(PhoneNumber known, String e164) {
        return plan.outsideLine().isEmpty()
                ? e164
                : plan.outsideLine()
                        + numbers.formatOutOfCountryCallingNumber(known, plan.country()).replaceAll("[^0-9]", "");
    }

    private DialDecision byRule(Kind kind, String number, String dialled, Set<String> groups, String wanted) {
        for (Rule rule : plan.rules()) {
            if (rule.kind() == kind && groups.contains(rule.group()) && rule.pattern().matcher(number).matches()) {
                return rule.allow()
                        ? new Dial(number, dialled, rule.group())
                        : refuse(Reason.FORBIDDEN, "forbidden by group " + rule.group(), wanted);
            }
        }
        return refuse(Reason.NO_RULE, "no rule allows " + kind + " " + number, wanted);
    }

    /** With and without the outside line, the country's own and those known everywhere: a machine rings none of them. */
    private boolean emergency(String number) {
        String digits = number.replace("+", "");
        return emergencyDigits(digits) || emergencyDigits(withoutOutsideLine(digits))
                || digits.startsWith("9") && emergencyDigits(digits.substring(1));
    }

    private boolean emergencyDigits(String digits) {
        return EMERGENCY_EVERYWHERE.contains(digits) || shortNumbers.isEmergencyNumber(digits, plan.country())
                || shortNumbers.connectsToEmergencyNumber(digits, plan.country());
    }

    private String withoutOutsideLine(String number) {
        String prefix = plan.outsideLine();
        boolean prefixed = !prefix.isEmpty() && number.startsWith(prefix) && number.length() > prefix.length();
        return prefixed && parsed(number).isEmpty() ? number.substring(prefix.length()) : number;
    }

    private Optional<PhoneNumber> parsed(String number) {
        try {
            PhoneNumber parsed = numbers.parse(number, plan.country());
            return numbers.isValidNumber(parsed) && !parsed.hasExtension() ? Optional.of(parsed) : Optional.empty();
        } catch (NumberParseException unreadable) {
            return Optional.empty();
        }
    }

    private static Refuse refuse(Reason reason, String why, String wanted) {
        String shown = wanted.length() > LONGEST_TEXT ? wanted.substring(0, LONGEST_TEXT) + "…" : wanted;
        return new Refuse(reason, "\"" + shown.replaceAll("\\p{C}", "?") + "\": " + why);
    }
}
