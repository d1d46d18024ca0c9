package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.service.spool.Database;

class UnreadContractTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(RestApi.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        vertx.close().await();
    }

    @Test
    void anApiThatNeverOpensFailsAndIsTold(@TempDir Path state) {
        InstantSource clock = InstantSource.system();
        try (Database database = Database.open(state);
                Audit audit = Audit.start(database, HttpConfig.Audit.USUAL, state, clock)) {
            var api = new RestApi(vertx, new Admission(List.of(), 1, audit, clock));

            Future<Void> open = api.mount(Router.router(vertx), Map.of());

            assertThatThrownBy(open::await).hasMessageContaining("nothing answers operation");
            assertThat(errors()).singleElement().asString().contains("the API stays closed");
        }
    }

    private List<String> errors() {
        return lines.list.stream().filter(line -> line.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage).toList();
    }
}
