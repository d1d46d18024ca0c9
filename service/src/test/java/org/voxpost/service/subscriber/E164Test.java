package org.voxpost.service.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.Random;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class E164Test {
    private static final int[] CODES = {1, 7, 30, 31, 32, 33, 34, 39, 41, 43, 44, 45, 46, 47, 48, 49, 52, 351, 353,
            358};

    @Test
    void whatIsTakenAsItIsWouldBeReadToTheSame() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            String number = "+" + CODES[random.nextInt(CODES.length)]
                    + random.ints(3 + random.nextInt(11), 0, 10).mapToObj(Integer::toString)
                            .collect(Collectors.joining());

            if (E164.isPlain(number)) {
                assertThat(E164.parsed(number, "US")).as("seed %d", seed).contains(number);
            }
        }
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
