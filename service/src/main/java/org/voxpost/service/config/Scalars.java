package org.voxpost.service.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.sip.SipUri;

/** Turns the text of one value into its type, or says in one sentence what is wrong with it. */
final class Scalars {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|min|h|d)");
    private final Path base;

    /** @param base directory that relative paths begin at */
    Scalars(Path base) {
        this.base = base;
    }

    /** @throws IllegalArgumentException saying what would be right */
    Object read(Class<?> type, String text, Setting setting) {
        if (type == String.class) {
            return text;
        } else if (type == int.class) {
            return Math.toIntExact(number(text, setting, Integer.MIN_VALUE, Integer.MAX_VALUE));
        } else if (type == boolean.class) {
            return bool(text);
        } else if (type == Duration.class) {
            return duration(text, setting);
        } else if (type == ByteSize.class) {
            return ByteSize.parse(text);
        } else if (type == Path.class) {
            return path(text);
        } else if (type == URI.class) {
            return uri(text);
        } else if (type == SmtpAddress.class) {
            return new SmtpAddress(text);
        } else if (type == SipUri.class) {
            return SipUri.parse(text);
        } else if (type == Locale.class) {
            return locale(text);
        } else if (type == Pattern.class) {
            return pattern(text);
        } else if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalStateException("no reader for " + type);
    }

    private static long number(String text, Setting setting, long smallest, long largest) {
        try {
            return inRange(Long.parseLong(text), Math.max(smallest, setting.min()), Math.min(largest, setting.max()),
                    text, "");
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no whole number", e);
        }
    }

    private static long inRange(long value, long min, long max, String text, String unit) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("'" + text + "' is outside " + min + unit + " … " + max + unit);
        }
        return value;
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static Duration duration(String text, Setting setting) {
        Matcher form = DURATION.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; write a whole number and one of ms, s, min, h, d: 5 s");
        }
        long count = Long.parseLong(form.group(1));
        Duration value = switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "min" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(Math.min(count, 1_000_000));
        };
        inRange(value.toMillis(), setting.min(), setting.max(), text, " ms");
        return value;
    }

    private Path path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a path is missing");
        }
        return base.resolve(text).normalize();
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("https?")) {
                throw new IllegalArgumentException("'" + text + "' is no address of the form https://host/path");
            }
            if (uri.getUserInfo() != null) {
                throw new IllegalArgumentException("an address must not hold user and password");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no address: " + e.getReason(), e);
        }
    }

    private static Locale locale(String text) {
        try {
            return new Locale.Builder().setLanguageTag(text).build();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException("'" + text + "' is no language tag; write for example en-US", e);
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("no regular expression: " + e.getDescription(), e);
        }
    }

    private static Object constant(Class<?> type, String text) {
        String wanted = text.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> KeyName.ofConstant((Enum<?>) c).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(c -> KeyName.ofConstant((Enum<?>) c))
                                .collect(Collectors.joining(", "))));
    }
}
