package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunCommandTest {
    @RegisterExtension
    final LogLines lines = LogLines.of(RunCommand.class);

    @Test
    void aThreadThatAFaultEndsIsNamedInTheLog() throws InterruptedException {
        Thread thread = Thread.ofPlatform().name("sip-reader-7").uncaughtExceptionHandler(RunCommand::unforeseen)
                .start(() -> {
                    throw new IllegalStateException("nobody foresaw this");
                });
        thread.join();

        assertThat(lines.errors()).singleElement().asString().contains("sip-reader-7");
    }
}
