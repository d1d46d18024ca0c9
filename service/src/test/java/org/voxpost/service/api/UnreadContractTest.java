package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.service.LogLines;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.service.spool.Database;

class UnreadContractTest {
    @RegisterExtension
    final LogLines lines = LogLines.of(RestApi.class);
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
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
            assertThat(lines.errors()).singleElement().asString().contains("the API stays closed");
        }
    }
}
