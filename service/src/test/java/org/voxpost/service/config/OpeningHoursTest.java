package org.voxpost.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {
    private static final OpeningHours OFFICE = OpeningHours.of(ZoneId.of("Europe/Berlin"),
            List.of("mon-thu 08:00-18:00", "fri 08:00-16:00", "sat,sun 22:00-06:00"),
            List.of("2026-12-24/2026-12-26", "01-01"));

    @ParameterizedTest
    @CsvSource({
            // Berlin is one hour ahead of UTC in winter, two in summer
            "2026-11-24T06:59:59Z, false", "2026-11-24T07:00:00Z, true", "2026-11-24T16:59:59Z, true",
            "2026-11-24T17:00:00Z, false", "2026-07-21T06:00:00Z, true", "2026-07-21T05:59:59Z, false",
            // Friday is shorter
            "2026-11-27T15:00:00Z, false", "2026-11-27T14:59:59Z, true",
            // Saturday's night reaches into Sunday, Sunday's into Monday
            "2026-11-28T21:00:00Z, true", "2026-11-29T04:59:59Z, true", "2026-11-29T05:00:00Z, false",
            "2026-11-30T04:00:00Z, true",
            // holidays: Thursday to Saturday, whose night falls out too; New Year of any year
            "2026-12-24T09:00:00Z, false", "2026-12-26T22:00:00Z, false", "2026-12-27T22:00:00Z, true",
            "2027-01-01T09:00:00Z, false", "2029-01-01T09:00:00Z, false"})
    void isOpenByTheClockOnTheWall(Instant at, boolean open) {
        assertThat(OFFICE.isOpen(at)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24T12:00:00Z, true, 2026-11-24T17:00:00Z", "2026-11-24T17:00:00Z, false, 2026-11-25T07:00:00Z",
            // clocks go back on Sunday 25 October at 03:00: the night is an hour longer
            "2026-10-24T21:00:00Z, true, 2026-10-25T05:00:00Z",
            // and forward on 29 March at 02:00: an hour shorter
            "2026-03-28T22:00:00Z, true, 2026-03-29T04:00:00Z"})
    void tellsWhenThatChanges(Instant at, boolean open, Instant until) {
        assertThat(OFFICE.at(at)).isEqualTo(new OpeningHours.State(open, Optional.of(until)));
    }

    @Test
    void anHourThatComesTwiceIsOpenBothTimes() {
        OpeningHours early = OpeningHours.of(ZoneId.of("Europe/Berlin"), List.of("sun 02:00-02:30"), List.of());

        assertThat(early.isOpen(Instant.parse("2026-10-25T00:15:00Z"))).isTrue();
        assertThat(early.isOpen(Instant.parse("2026-10-25T00:45:00Z"))).isFalse();
        assertThat(early.isOpen(Instant.parse("2026-10-25T01:15:00Z"))).isTrue();
        assertThat(early.at(Instant.parse("2026-10-25T00:45:00Z")).until())
                .contains(Instant.parse("2026-10-25T01:00:00Z"));
        // and one that is left out never is
        assertThat(early.at(Instant.parse("2026-03-28T23:00:00Z")).until())
                .contains(Instant.parse("2026-04-05T00:00:00Z"));
    }

    @Test
    void aScheduleWithoutHoursIsAlwaysClosed() {
        assertThat(OpeningHours.of(ZoneId.of("UTC"), List.of(), List.of()).at(Instant.EPOCH))
                .isEqualTo(new OpeningHours.State(false, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mon", "mon 8-18", "mon 08:00", "mon-fri-sun 08:00-18:00", "day 08:00-18:00",
            "mon 08:00-25:00", "mon 08:61-09:00"})
    void whatAreNoHoursIsNamed(String hours) {
        assertThatThrownBy(() -> OpeningHours.of(ZoneId.of("UTC"), List.of(hours), List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'" + hours + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "christmas", "13-01", "2026-02-30", "2026-12-26/2026-12-24",
            "2026-01-01/2026-01-02/2026-01-03"})
    void whatIsNoDayIsNamed(String day) {
        assertThatThrownBy(() -> OpeningHours.of(ZoneId.of("UTC"), List.of(), List.of(day)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'" + day + "'");
    }
}
