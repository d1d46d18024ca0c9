package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

    @Property(seed = "1847")
    void anyTextIsReadWithoutAnError(@ForAll String text) {
        List<NumberField.Written> numbers = NumberField.read(text);

        assertThat(numbers).allMatch(number -> number.extension().chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    private static String shown(String text) {
        return NumberField.read(text).stream()
                .map(n -> n.number().replaceAll("[^0-9+]", "") + (n.extension().isEmpty() ? "" : "x" + n.extension()))
                .collect(Collectors.joining(" "));
    }
}
