package org.voxpost.service.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When somebody is there, by the clock on the wall: hours of the week in a time zone, but for holidays. Hours past
 * midnight belong to the day they begin. Where the clock is set back, the hour that comes twice is open or closed both
 * times; an hour that is left out is neither. Pure.
 */
public final class OpeningHours {
    private static final int LOOK_AHEAD_DAYS = 15;
    private static final Pattern HOURS = Pattern
            .compile("([a-z ,-]+?)\\s+(\\d{1,2}:\\d{2})\\s*-\\s*(\\d{1,2}:\\d{2})");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final ZoneId zone;
    private final List<Hours> week;
    private final List<Days> holidays;

    /** @param minutes from the beginning of the day to the end; past midnight more than 1440 */
    private record Hours(Set<DayOfWeek> days, int from, int minutes) {
    }

    /** @param yearly set if the day comes back every year */
    private record Days(LocalDate from, LocalDate to, @Nullable MonthDay yearly) {
        boolean hold(LocalDate day) {
            return yearly == null ? !day.isBefore(from) && !day.isAfter(to) : MonthDay.from(day).equals(yearly);
        }
    }

    /**
     * How it is at a time.
     *
     * @param until when that changes; empty if not within two weeks
     */
    public record State(boolean open, Optional<Instant> until) {
    }

    private OpeningHours(ZoneId zone, List<Hours> week, List<Days> holidays) {
        this.zone = zone;
        this.week = List.copyOf(week);
        this.holidays = List.copyOf(holidays);
    }

    /**
     * @param open {@code mon-fri 08:00-18:00}, {@code sat,sun 10:00-12:00}
     * @param holidays {@code 2026-12-25}, {@code 2026-12-24/2026-12-26}, each year {@code 12-25}
     * @throws IllegalArgumentException naming what cannot be read
     */
    public static OpeningHours of(ZoneId zone, List<String> open, List<String> holidays) {
        return new OpeningHours(zone, open.stream().map(OpeningHours::hours).toList(),
                holidays.stream().map(OpeningHours::days).toList());
    }

    private static Hours hours(String text) {
        Matcher form = HOURS.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' are no opening hours; write mon-fri 08:00-18:00");
        }
        int from = minute(form.group(2), text);
        int to = minute(form.group(3), text);
        return new Hours(weekdays(form.group(1), text), from, to > from ? to - from : to + 1440 - from);
    }

    private static int minute(String time, String text) {
        int colon = time.indexOf(':');
        int minute = Integer.parseInt(time.substring(0, colon)) * 60 + Integer.parseInt(time.substring(colon + 1));
        if (minute > 1440 || Integer.parseInt(time.substring(colon + 1)) > 59) {
            throw new IllegalArgumentException("'" + text + "': " + time + " is no time of the day");
        }
        return minute;
    }

    private static Set<DayOfWeek> weekdays(String text, String whole) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",")) {
            String[] ends = part.strip().split("\\s*-\\s*");
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (first < 0 || last < 0 || ends.length > 2) {
                throw new IllegalArgumentException(
                        "'" + whole + "': the days are " + String.join(", ", DAYS) + ", as in mon-fri or sat,sun");
            }
            for (int day = first;; day = (day + 1) % DAYS.size()) {
                days.add(DayOfWeek.of(day + 1));
                if (day == last) {
                    break;
                }
            }
        }
        return days;
    }

    private static Days days(String text) {
        try {
            String[] ends = text.strip().split("/");
            if (ends.length == 1 && ends[0].matches("\\d\\d-\\d\\d")) {
                return new Days(LocalDate.MIN, LocalDate.MAX, MonthDay.parse("--" + ends[0]));
            }
            LocalDate from = LocalDate.parse(ends[0].strip());
            LocalDate to = LocalDate.parse(ends[ends.length - 1].strip());
            if (ends.length > 2 || to.isBefore(from)) {
                throw new IllegalArgumentException("'" + text + "' does not go forward from one day to another");
            }
            return new Days(from, to, null);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no day; write 2026-12-25, or 12-25 for each year", e);
        }
    }

    public boolean isOpen(Instant at) {
        LocalDateTime now = LocalDateTime.ofInstant(at, zone);
        return openOn(now.toLocalDate(), now) || openOn(now.toLocalDate().minusDays(1), now);
    }

    /** True if hours that begin on {@code day} hold {@code now}. */
    private boolean openOn(LocalDate day, LocalDateTime now) {
        if (holidays.stream().anyMatch(days -> days.hold(day))) {
            return false;
        }
        for (Hours hours : week) {
            if (hours.days().contains(day.getDayOfWeek())) {
                LocalDateTime begin = day.atTime(LocalTime.MIN).plusMinutes(hours.from());
                if (!now.isBefore(begin) && now.isBefore(begin.plusMinutes(hours.minutes()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How it is, and until when. */
    public State at(Instant now) {
        boolean open = isOpen(now);
        return new State(open, changes(now).stream().filter(time -> isOpen(time) != open).findFirst());
    }

    /** Every time after {@code now} at which it could change, in order. */
    private TreeSet<Instant> changes(Instant now) {
        var local = new ArrayList<LocalDateTime>();
        LocalDate today = LocalDate.ofInstant(now, zone);
        for (LocalDate day = today.minusDays(1); day.isBefore(today.plusDays(LOOK_AHEAD_DAYS)); day = day.plusDays(1)) {
            for (Hours hours : week) {
                LocalDateTime begin = day.atTime(LocalTime.MIN).plusMinutes(hours.from());
                local.add(begin);
                local.add(begin.plusMinutes(hours.minutes()));
            }
        }
        var times = new TreeSet<Instant>();
        for (LocalDateTime time : local) {
            for (ZoneOffset offset : zone.getRules().getValidOffsets(time)) {
                times.add(time.toInstant(offset));
            }
        }
        Optional.ofNullable(zone.getRules().nextTransition(now)).ifPresent(change -> times.add(change.getInstant()));
        return new TreeSet<>(times.tailSet(now, false));
    }
}
