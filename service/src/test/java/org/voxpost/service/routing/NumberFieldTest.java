package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFieldTest {

    /** Expected: numbers as digits, "x" and the extension; several separated by blanks. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            +14255550101                          | +14255550101
            +1 (425) 555-0101 x4101               | +14255550101x4101
            +1.425.555.0101;ext=4101              | +14255550101x4101
            +1 425 555 0101,,4101                 | +14255550101x4101
            +1 425 555 0101 Durchwahl 4101        | +14255550101x4101
            tel:+14255550101                      | +14255550101
            x4101                                 | x4101
            ext. 4101                             | x4101
            EXT 4101                              | x4101
            8-555-0101                            | 85550101
            +1 425 555 0101; +44 20 7946 0000     | +14255550101 +442079460000
            +14255550101/+14255550102             | +14255550101 +14255550102
            +14255550101, 4101                    | +14255550101 4101
            089/1234567                           | 0891234567
            +14255550101 (mobile)                 | +14255550101
            mobile: +14255550101                  | +14255550101
            +1 425 555 0101 or +1 425 555 0102    | +14255550101 +14255550102
            1-800-FLOWERS                         | 18003569377
            ４１０１                                | 4101
            +14255550101;npdi;rn=+14255559999     | +14255550101
            none                                  |
            ask Bob                               |
            """)
    void readsWhatPeopleWrite(String text, String expected) {
        assertThat(shown(text)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void blanksThatDoNotBreakAndMarksThatAreNotShownDoNotMatter() {
        assertThat(shown("\u202A+1\u00A0425\u2007555\u200B0101\u202C")).isEqualTo("+14255550101");
    }

    @Test
    void anyTextIsReadWithoutAnError() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 1000; seed++) {
            var random = new Random(seed);
            String text = random.ints(random.nextInt(60), 0, 2 << random.nextInt(20))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();

            assertThatCode(() -> assertThat(NumberField.read(text))
                    .allMatch(number -> number.extension().chars().allMatch(c -> c >= '0' && c <= '9')))
                    .as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private static String shown(String text) {
        return NumberField.read(text).stream()
                .map(n -> n.number().replaceAll("[^0-9+]", "") + (n.extension().isEmpty() ? "" : "x" + n.extension()))
                .collect(Collectors.joining(" "));
    }
}
