package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenEnglishTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    private static String words(Prompt prompt) {
        return prompt.parts().stream().map(part -> part instanceof Prompt.Phrase phrase ? phrase.name() : "?")
                .map(name -> name.replaceFirst("^[a-z]+-", ""))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "13, 13", "20, 20", "21, 20 1", "90, 90", "100, 1 hundred", "417, 4 hundred 17",
            "1000, 1 thousand", "1002, 1 thousand 2", "20045, 20 thousand 40 5",
            "999999, 9 hundred 90 9 thousand 9 hundred 90 9"})
    void numbersAreSaidAsAPersonWould(int value, String spoken) {
        assertThat(words(SpokenEnglish.number(value))).isEqualTo(spoken);
    }

    @Test
    void numbersBeyondTheWordsAreRefused() {
        assertThatThrownBy(() -> SpokenEnglish.number(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SpokenEnglish.number(1_000_000)).hasMessageContaining("1000000");
    }

    @ParameterizedTest
    @CsvSource({"00:00, 12 midnight", "12:00, 12 noon", "07:00, 7 oclock am", "15:05, 3 oh 5 pm", "00:30, 12 30 am",
            "12:45, 12 40 5 pm", "23:59, 11 50 9 pm", "10:20, 10 20 am"})
    void timesAreSaidByTheTwelveHourClock(LocalTime time, String spoken) {
        assertThat(words(SpokenEnglish.time(time))).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-27, today", "2026-11-26, yesterday", "2026-11-25, wednesday", "2026-11-21, saturday",
            "2026-11-20, november 20", "2026-01-01, january 1", "2025-12-31, december 31 20 20 5",
            "2005-03-22, march 22 2 thousand 5", "1999-05-09, may 9 19 90 9", "1904-02-03, february 3 19 oh 4",
            "1900-02-03, february 3 19 hundred", "2026-11-28, november 28"})
    void daysAreSaidAsSeenFromToday(LocalDate date, String spoken) {
        assertThat(words(SpokenEnglish.date(date, TODAY))).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0 seconds", "PT1S, 1 second", "PT59S, 50 9 seconds", "PT1M, 1 minute",
            "PT2M30S, 2 minutes 30 seconds", "PT20M1S, 20 minutes 1 second"})
    void lengthsHaveTheirPlurals(Duration length, String spoken) {
        assertThat(words(SpokenEnglish.length(length))).isEqualTo(spoken);
    }

    @Test
    void everyPhraseIsShipped() {
        PromptLibrary shipped = PromptLibrary.shipped();
        for (int number = 0; number < 1100; number++) {
            said(SpokenEnglish.number(number), shipped);
        }
        for (int minute = 0; minute < 24 * 60; minute++) {
            said(SpokenEnglish.time(LocalTime.ofSecondOfDay(minute * 60L)), shipped);
        }
        for (int day = -400; day < 400; day++) {
            said(SpokenEnglish.date(TODAY.plusDays(day), TODAY), shipped);
        }
        for (int seconds = 0; seconds < 130; seconds++) {
            said(SpokenEnglish.length(Duration.ofSeconds(seconds)), shipped);
        }
    }

    private static void said(Prompt prompt, PromptLibrary library) {
        prompt.parts().forEach(part -> assertThat(part).isInstanceOfSatisfying(Prompt.Phrase.class,
                phrase -> assertThat(library.has(phrase.name())).as(phrase.name()).isTrue()));
    }
}
