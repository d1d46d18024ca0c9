package org.voxpost.service.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class E164Test {
    @Property(seed = "2005", tries = 3000)
    void whatIsTakenAsItIsWouldBeReadToTheSame(@ForAll("numbers") String number) {
        if (E164.isPlain(number)) {
            assertThat(E164.parsed(number, "US")).contains(number);
        }
    }

    @Provide
    Arbitrary<String> numbers() {
        return Combinators.combine(Arbitraries.of(1, 7, 30, 31, 32, 33, 34, 39, 41, 43, 44, 45, 46, 47, 48, 49, 52, 351,
                353, 358), Arbitraries.strings().numeric().ofMinLength(3).ofMaxLength(13))
                .as((code, rest) -> "+" + code + rest);
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
