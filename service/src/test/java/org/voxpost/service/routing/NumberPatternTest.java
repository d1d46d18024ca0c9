package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberPatternTest {
    private static final List<String> PIECES = List.of("1", "2", "\\+", "+", "*", "?", "{0,2}", "{2}", "[12]", ".",
            ".*", "\\d", "(1|2)", "|", "(2)", "(?:12)?", "^", "$", "\\1", "\\Q1\\E");

    @ParameterizedTest
    @CsvSource(textBlock = """
            9991., 9991
            2001, 2001
            \\+190[0-9].*, +190
            20?1, 2
            20*, 2
            20+, 2
            20{0}1, 2
            '201|.*', ''
            '(201|202)', ''
            .*, ''
            \\d+, ''
            '', ''
            """)
    void knowsWhatEachMatchBeginsWith(String expression, String start) {
        assertThat(NumberPattern.of(expression).start()).isEqualTo(start);
    }

    @Test
    void matchesWhatTheExpressionMatches() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            var expression = new StringBuilder();
            for (int piece = random.nextInt(5); piece >= 0; piece--) {
                expression.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            Pattern pattern;
            try {
                pattern = Pattern.compile(expression.toString());
            } catch (java.util.regex.PatternSyntaxException none) {
                continue;
            }
            for (int j = 0; j < 30; j++) {
                String number = (random.nextBoolean() ? "+" : "") + (random.nextInt(3) == 0 ? "" : random.nextInt(300));

                assertThat(NumberPattern.of(expression.toString()).matches(number))
                        .as("'%s' of %s, seed %d", number, expression, seed)
                        .isEqualTo(pattern.matcher(number).matches());
            }
        }
    }
}
