package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
    @TempDir
    Path state;

    @Test
    void aSecondServiceIsKeptOutUntilTheFirstHasEnded() throws IOException {
        try (StateLock first = StateLock.take(state)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> StateLock.take(state)).hasMessageContaining("another Voxpost runs",
                    state.toString());
        }
        StateLock.take(state).close();
    }
}
