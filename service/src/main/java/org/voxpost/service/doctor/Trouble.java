package org.voxpost.service.doctor;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.voxpost.mailbox.MailboxException;

/**
 * What may be wrong, and what to change. The first whose sign is found in an error's text is meant, so the order counts. The
 * words are in {@code trouble.properties}.
 */
public enum Trouble {
    NOT_DISCOVERED, NAME, REFUSED, NO_ANSWER, NOT_TLS, CERTIFICATE_NAME, CERTIFICATE_EXPIRED, CERTIFICATE_ENDS, CERTIFICATE_UNKNOWN, TLS_OLD, TOKEN, IMPERSONATION, NO_MAILBOX, MOVED, PASSWORD, FORBIDDEN, NOT_ENCRYPTED, NOT_FOUND, HTML, THROTTLED, AWAY, FULL, TOO_LARGE, REFUSED_SENDER, NOBODY, GARBLED, LOST, FORM_OFF, NOT_NOTIFIED, SLOW_OR_CUT, OTHER;

    private final String what;
    private final String change;
    private final Pattern sign;

    Trouble() {
        String key = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.what = Words.of(key + ".what");
        this.change = Words.of(key + ".change");
        this.sign = Pattern.compile(Words.of(key + ".sign"), Pattern.CASE_INSENSITIVE);
    }

    /** The words of all. */
    private static final class Words {
        private static final Properties ALL = new Properties();

        static {
            try (var in = new InputStreamReader(
                    Objects.requireNonNull(Trouble.class.getResourceAsStream("trouble.properties")),
                    StandardCharsets.UTF_8)) {
                ALL.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String of(String key) {
            return Optional.ofNullable(ALL.getProperty(key))
                    .orElseThrow(() -> new IllegalStateException("trouble.properties has no " + key));
        }
    }

    /** What is wrong. */
    public String what() {
        return what;
    }

    /** What to change, as one or two sentences. */
    public String change() {
        return change;
    }

    /** The trouble that an error's text tells of. */
    static Trouble of(String text) {
        for (Trouble trouble : values()) {
            if (trouble.sign.matcher(text).find()) {
                return trouble;
            }
        }
        return OTHER;
    }

    /** The trouble of a failed operation: by its text and those of its causes, else by its kind. */
    static Trouble of(MailboxException failure) {
        var text = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Optional<Throwable> cause = Optional.ofNullable(failure.getCause()); cause
                .isPresent(); cause = cause.map(Throwable::getCause)) {
            text.append(" | ").append(cause.get());
        }
        Trouble byText = of(text.toString());
        if (byText == NOT_DISCOVERED && failure instanceof MailboxException.AccountRejected) {
            return PASSWORD;
        }
        if (byText != OTHER) {
            return byText;
        }
        return switch (failure) {
            case MailboxException.AccountRejected e -> PASSWORD;
            case MailboxException.MailboxFull e -> FULL;
            case MailboxException.MessageTooLarge e -> TOO_LARGE;
            case MailboxException.MessageRefused e -> REFUSED_SENDER;
            case MailboxException.NoSuchItem e -> LOST;
            case MailboxException.OutcomeUnknown e -> SLOW_OR_CUT;
            case MailboxException.Unavailable e -> OTHER;
        };
    }
}
