package org.voxpost.media;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Numbers, dates and times in English, put together from shipped phrases as a person would say them. Pure; every phrase named
 * here is shipped.
 */
public final class SpokenEnglish {
    private static final int LAST_WITH_A_NAME = 20;
    private static final int MOST = 999_999;
    private static final int WEEK = 7;

    private SpokenEnglish() {
    }

    /**
     * A cardinal number: "four hundred seventeen", "one thousand two".
     *
     * @throws IllegalArgumentException if it is not within 0..999,999
     */
    public static Prompt number(int value) {
        if (value < 0 || value > MOST) {
            throw new IllegalArgumentException(value + " is not within 0 to " + MOST);
        }
        List<String> words = new ArrayList<>();
        if (value >= 1000) {
            below1000(value / 1000, words);
            words.add("num-thousand");
        }
        if (value % 1000 > 0 || value == 0) {
            below1000(value % 1000, words);
        }
        return phrases(words);
    }

    private static void below1000(int value, List<String> words) {
        if (value >= 100) {
            words.add("num-" + value / 100);
            words.add("num-hundred");
        }
        if (value % 100 > 0 || value == 0) {
            below100(value % 100, words);
        }
    }

    private static void below100(int value, List<String> words) {
        if (value <= LAST_WITH_A_NAME) {
            words.add("num-" + value);
            return;
        }
        words.add("num-" + value / 10 * 10);
        if (value % 10 > 0) {
            words.add("num-" + value % 10);
        }
    }

    /** A time of day by the twelve-hour clock: "three oh five p m", "twelve noon", "seven o'clock a m". */
    public static Prompt time(LocalTime time) {
        if (time.getMinute() == 0 && time.getHour() % 12 == 0) {
            return phrases(List.of("num-12", time.getHour() == 0 ? "time-midnight" : "time-noon"));
        }
        List<String> words = new ArrayList<>();
        words.add("num-" + ((time.getHour() + 11) % 12 + 1));
        if (time.getMinute() == 0) {
            words.add("time-oclock");
        } else {
            if (time.getMinute() < 10) {
                words.add("time-oh");
            }
            below100(time.getMinute(), words);
        }
        words.add(time.getHour() < 12 ? "time-am" : "time-pm");
        return phrases(words);
    }

    /**
     * A day as seen from {@code today}: "today", "yesterday", the weekday within the last six days, else "November twenty
     * fourth", with the year if it is another one.
     */
    public static Prompt date(LocalDate date, LocalDate today) {
        long ago = ChronoUnit.DAYS.between(date, today);
        if (ago == 0 || ago == 1) {
            return Prompt.of(ago == 0 ? "day-today" : "day-yesterday");
        }
        if (ago > 1 && ago < WEEK) {
            return Prompt.of("day-" + name(date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        }
        Prompt day = phrases(List.of("month-" + name(date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)),
                "ordinal-" + date.getDayOfMonth()));
        return date.getYear() == today.getYear() ? day : day.then(year(date.getYear()));
    }

    private static String name(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** "nineteen ninety nine", "two thousand five", "twenty twenty six", "nineteen oh four". */
    private static Prompt year(int year) {
        int century = year / 100;
        int rest = year % 100;
        if (century < 10 || century > 99 || century % 10 == 0 && rest < 10) {
            return number(Math.clamp(year, 0, MOST));
        }
        List<String> words = new ArrayList<>();
        below100(century, words);
        if (rest == 0) {
            words.add("num-hundred");
        } else {
            if (rest < 10) {
                words.add("time-oh");
            }
            below100(rest, words);
        }
        return phrases(words);
    }

    /** A length: "two minutes thirty seconds", "one minute", "zero seconds". */
    public static Prompt length(Duration length) {
        int minutes = (int) Math.min(length.toMinutes(), MOST);
        int seconds = length.toSecondsPart();
        Prompt spoken = new Prompt(List.of());
        if (minutes > 0) {
            spoken = number(minutes).then(Prompt.of(minutes == 1 ? "time-minute" : "time-minutes"));
        }
        if (seconds > 0 || minutes == 0) {
            spoken = spoken.then(number(seconds)).then(Prompt.of(seconds == 1 ? "time-second" : "time-seconds"));
        }
        return spoken;
    }

    private static Prompt phrases(List<String> names) {
        return new Prompt(names.stream().map(Prompt.Phrase::new).map(Prompt.Part.class::cast).toList());
    }
}
