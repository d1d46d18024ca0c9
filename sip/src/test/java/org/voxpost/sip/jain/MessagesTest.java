package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    /** Those that cannot be kept are parsed again for every message, by way of an exception. */
    @ParameterizedTest
    @ValueSource(strings = {"Allow: " + Messages.ALLOW, "Server: Voxpost/1.0 (of somebody's)"})
    void constantHeadersCanBeKept(String line) {
        assertThat(Messages.parsed(line)).isNotNull().asString().isEqualToIgnoringWhitespace(line);
    }
}
