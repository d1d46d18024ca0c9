package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBenchTest {
    @TempDir
    Path state;

    @Test
    void measuresEverythingAndLeavesNothingBehind() throws IOException {
        DiskBench.Figures figures = DiskBench.run(state, Duration.ofMillis(50));

        assertThat(List.of(figures.page(), figures.calls(), figures.accept())).allSatisfy(timing -> {
            assertThat(timing.times()).isPositive();
            assertThat(timing.medianMs()).isPositive().isLessThanOrEqualTo(timing.p99Ms());
            assertThat(timing.p99Ms()).isLessThanOrEqualTo(timing.worstMs());
        });
        assertThat(figures.acceptsPerSecond()).isPositive();
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void percentilesAreThoseOfTheSortedTimes() {
        var timing = DiskBench.Timing
                .of(LongStream.rangeClosed(1, 100).map(n -> (101 - n) * 1_000_000).boxed().toList());

        assertThat(timing).isEqualTo(new DiskBench.Timing(100, 51, 100, 100));
    }
}
