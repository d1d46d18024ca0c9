package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanTextTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            'Anna Berg',     'Anna Berg'
            'Anna  Berg',    'Anna Berg'
            ' Anna Berg',    'Anna Berg'
            'Anna Berg ',    'Anna Berg'
            'Anna\tBerg',    'Anna Berg'
            ' ',             ''
            """)
    void blanksAreSingleAndInside(String text, String clean) {
        assertThat(CleanText.of(text)).isEqualTo(clean);
    }
}
