package org.voxpost.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What a logger says while a test runs, whoever makes it say so. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements BeforeEachCallback, AfterEachCallback {
    private final List<ILoggingEvent> said = new CopyOnWriteArrayList<>();
    private final Logger logger;

    public LogLines(org.slf4j.Logger logger) {
        this.logger = (Logger) logger;
    }

    public static LogLines of(Class<?> about) {
        return new LogLines(LoggerFactory.getLogger(about));
    }

    /** Every line, formatted. */
    public List<String> all() {
        return said.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    public List<String> errors() {
        return said.stream().filter(line -> line.getLevel() == Level.ERROR).map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    protected void append(ILoggingEvent line) {
        said.add(line);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
        logger.addAppender(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(this);
    }
}
