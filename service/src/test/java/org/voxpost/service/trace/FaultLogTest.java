package org.voxpost.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FaultLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("faults");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
    private final FaultLog faults = new FaultLog(logger, now::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void aPeerThatFailsAllTheTimeGivesOneLineAMinuteWithTheCount() {
        for (int i = 0; i < 500; i++) {
            faults.fault("mail01", "CreateItem", "503 ErrorServerBusy");
        }
        now.updateAndGet(time -> time.plusSeconds(60));
        faults.fault("mail01", "CreateItem", "503 ErrorServerBusy");

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(
                "CreateItem at mail01: 503 ErrorServerBusy",
                "CreateItem at mail01: 503 ErrorServerBusy (500 times since the last such line)");
    }

    @Test
    void peersAndOperationsAreToldApart() {
        faults.fault("mail01", "CreateItem", "401");
        faults.fault("mail02", "CreateItem", "401");
        faults.fault("mail01", "FindItem", "401");

        assertThat(lines.list).hasSize(3);
    }
}
