package org.voxpost.service.subscriber;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.service.config.SiteConfig;

/**
 * One site's reading of dialled digits: what could this text mean, best first (reference: telephony, 7.5). Pure.
 */
public final class DialPlan {
    private static final int LONGEST = 250;
    private static final int USUAL = 4; // meanings

    /** What a text may mean. */
    public sealed interface Meaning {
        /** Digits that mean something at the site only. */
        record Extension(String digits) implements Meaning {
        }

        /** A number in E.164 form, with {@code +}. */
        record Global(String number) implements Meaning {
        }
    }

    private final SiteConfig site;

    public DialPlan(SiteConfig site) {
        this.site = site;
    }

    public String site() {
        return site.name();
    }

    /**
     * The possible meanings, best first; empty if it is no number at all.
     *
     * @param raw user part of a SIP or tel URI, or a number as people write it; telephone parameters are allowed
     */
    public List<Meaning> meanings(String raw) {
        if (raw.length() > LONGEST) {
            return List.of();
        }
        String text = plain(raw);
        boolean parameters = text.indexOf(';') >= 0;
        String digits = digits(parameters ? withContext(text) : text);
        var meanings = new ArrayList<Meaning>(USUAL);
        if (parameters) {
            parameter(text, "ext").map(DialPlan::digits).filter(this::isExtension)
                    .ifPresent(ext -> extension(ext, meanings));
        }
        if (!digits.startsWith("+") && isExtension(digits)) {
            extension(digits, meanings);
        }
        for (String number : globals(digits)) {
            meanings.add(new Meaning.Global(number));
            ownExtension(number).ifPresent(ext -> meanings.add(new Meaning.Extension(ext)));
        }
        return List.copyOf(meanings);
    }

    private static String plain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) >= 0x80) {
                return Normalizer.normalize(raw, Normalizer.Form.NFKC);
            }
        }
        return raw;
    }

    /** True if so many digits are an extension here. */
    public boolean isExtension(String digits) {
        return digits.length() >= site.shortestExtension() && digits.length() <= site.longestExtension();
    }

    /** The number as E.164: after a trunk prefix was taken away, by itself, after the area code was put before. */
    private List<String> globals(String digits) {
        var numbers = new ArrayList<String>(USUAL);
        if (!digits.startsWith("+")) {
            for (String prefix : site.trunkPrefixes()) {
                if (digits.startsWith(prefix)) {
                    add(e164(digits.substring(prefix.length())), numbers);
                }
            }
        }
        add(e164(digits), numbers);
        if (!digits.startsWith("+") && !site.areaCode().isEmpty()) {
            add(e164(site.areaCode() + digits), numbers);
        }
        return numbers;
    }

    private static void add(Optional<String> number, List<String> to) {
        if (number.isPresent() && !to.contains(number.get())) {
            to.add(number.get());
        }
    }

    private Optional<String> e164(String digits) {
        return E164.of(digits, site.country());
    }

    private Optional<String> ownExtension(String number) {
        return Optional.of(number)
                .filter(n -> !site.directPrefix().isEmpty() && n.startsWith(site.directPrefix()))
                .map(n -> n.substring(site.directPrefix().length()))
                .filter(this::isExtension);
    }

    /** An extension, and the site's direct number that ends with it. */
    private void extension(String digits, List<Meaning> to) {
        to.add(new Meaning.Extension(digits));
        if (!site.directPrefix().isEmpty()) {
            e164(site.directPrefix() + digits).ifPresent(number -> to.add(new Meaning.Global(number)));
        }
    }

    /** True if the number begins as the site's own direct numbers do. */
    public boolean isOwn(String number) {
        return !site.directPrefix().isEmpty() && number.startsWith(site.directPrefix());
    }

    /** What stands before the parameters, behind the context if that is a number (RFC 3966, 5.1.5). */
    private static String withContext(String text) {
        return parameter(text, "phone-context").filter(c -> c.startsWith("+")).orElse("")
                + text.substring(0, text.indexOf(';'));
    }

    private static Optional<String> parameter(String text, String name) {
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(part.substring(equals + 1));
            }
        }
        return Optional.empty();
    }

    /** Digits, {@code *}, {@code #} and a leading {@code +}; "+44 (0)20" loses its (0). Letters make it no number. */
    private static String digits(String text) {
        String cleaned = text.startsWith("tel:") ? text.substring(4) : text;
        if (cleaned.strip().startsWith("+")) {
            cleaned = cleaned.replace("(0)", "");
        }
        var digits = new StringBuilder(cleaned.length());
        for (int i = 0; i < cleaned.length();) {
            int c = cleaned.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isLetter(c) || c == '@') {
                return "";
            }
            if (Character.isDigit(c)) {
                digits.append((char) ('0' + Character.digit(c, 10)));
            } else if (c == '*' || c == '#' || c == '+' && digits.isEmpty()) {
                digits.append((char) c);
            }
        }
        return digits.toString();
    }
}
