package org.voxpost.service.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.List;
import java.util.Random;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class E164Test {
    private static final int[] CODES = {1, 7, 30, 31, 32, 33, 34, 39, 41, 43, 44, 45, 46, 47, 48, 49, 52, 351, 353,
            358};

    private static final List<String> STARTS = List.of("", "", "0", "00", "1", "011", "01", "44", "49", "353", "0049",
            "112", "*", "+");

    @Test
    void whatIsTakenAsItIsWouldBeReadToTheSame() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            String number = "+" + CODES[random.nextInt(CODES.length)]
                    + random.ints(1 + random.nextInt(13), 0, 10).mapToObj(Integer::toString)
                            .collect(Collectors.joining());

            if (E164.isPlain(number)) {
                assertThat(E164.parsed(number, "US")).as("seed %d", seed).contains(number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "CA", "NL", "BE", "FR", "CH", "AT", "GB", "SE", "DE", "IE", "ES", "IT"})
    void readsDigitsOfACountryAsTheLibraryDoes(String country) {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 1500; i++) {
            String start = STARTS.get(random.nextInt(STARTS.size()));
            String digits = start + random.ints(1 + random.nextInt(14), 0, 10).mapToObj(Integer::toString)
                    .collect(Collectors.joining());

            assertThat(E164.of(digits, country)).as("%s in %s, seed %d", digits, country, seed)
                    .isEqualTo(E164.parsed(digits, country));
        }
    }

    @Test
    void readsTheUsualFormsWithoutTheLibrary() {
        assertThat(E164.isNational("4255550101", 1)).isTrue();
        assertThat(E164.isNational("14255550101", 1)).isTrue();
        assertThat(E164.isNational("20015", 1)).as("too short for a number, beyond doubt").isTrue();
        assertThat(E164.isNational("03012345678", 49)).isTrue();
        assertThat(E164.isNational("4930123456", 49)).as("perhaps the country's code").isFalse();
        assertThat(E164.isNational("0114930123456", 1)).as("to another country").isFalse();
        assertThat(E164.of("4255550101", "US")).contains("+14255550101");
        assertThat(E164.of("14255550101", "US")).contains("+14255550101");
        assertThat(E164.of("20015", "US")).isEmpty();
        assertThat(E164.of("00015", "US")).isEmpty();
        assertThat(E164.of("03012345678", "DE")).contains("+493012345678");
        assertThat(E164.of("02079460000", "GB")).contains("+442079460000");
    }

    @Test
    void takesTheCommonCountriesAsTheyAre() {
        assertThat(E164.isPlain("+14255550101")).isTrue();
        assertThat(E164.isPlain("+442079460000")).isTrue();
        assertThat(E164.isPlain("+4402079460000")).as("a national prefix to be removed").isFalse();
        assertThat(E164.isPlain("+390612345678")).as("Italy keeps its zero").isFalse();
        assertThat(E164.of("+4402079460000", "US")).contains("+442079460000");
        assertThat(E164.of("+390612345678", "US")).contains("+390612345678");
        assertThat(E164.of("+1234567890123456", "US")).isEqualTo(Optional.empty());
    }
}
