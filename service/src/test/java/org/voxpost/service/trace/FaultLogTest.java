package org.voxpost.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.LogLines;

class FaultLogTest {
    private final Logger logger = LoggerFactory.getLogger("faults");
    @RegisterExtension
    final LogLines lines = new LogLines(logger);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
    private final FaultLog faults = new FaultLog(logger, now::get);

    @Test
    void aPeerThatFailsAllTheTimeGivesOneLineAMinuteWithTheCount() {
        for (int i = 0; i < 500; i++) {
            faults.fault("mail01", "CreateItem", "503 ErrorServerBusy");
        }
        now.updateAndGet(time -> time.plusSeconds(60));
        faults.fault("mail01", "CreateItem", "503 ErrorServerBusy");

        assertThat(lines.all()).containsExactly(
                "CreateItem at mail01: 503 ErrorServerBusy",
                "CreateItem at mail01: 503 ErrorServerBusy (500 times since the last such line)");
    }

    @Test
    void peersAndOperationsAreToldApart() {
        faults.fault("mail01", "CreateItem", "401");
        faults.fault("mail02", "CreateItem", "401");
        faults.fault("mail01", "FindItem", "401");

        assertThat(lines.all()).hasSize(3);
    }
}
