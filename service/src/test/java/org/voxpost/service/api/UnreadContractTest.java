package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UnreadContractTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(RestApi.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

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
    void aStopWhileStartingIsNoError() {
        RestApi.unread(new RejectedExecutionException("terminated"));

        assertThat(errors()).isEmpty();
    }

    @Test
    void aContractThatCannotBeReadIsOne() {
        RestApi.unread(new IllegalStateException("no operation"));

        assertThat(errors()).singleElement().asString().contains("the API stays closed");
    }

    private List<String> errors() {
        return lines.list.stream().filter(line -> line.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage).toList();
    }
}
