package org.voxpost.service.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.LookupEngine;
import org.voxpost.service.spool.CallRecords;
import org.voxpost.service.spool.SpoolDesk;

/** Everything that answers questions over HTTP: who may ask, the REST operations, the switches' dialects. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final long RELOAD_EVERY_MS = 2000;

    private final Vertx vertx;
    private final ApiKeys keys;
    private final HttpConfig config;
    private final Audit audit;
    private final InstantSource clock;
    private final Answers answers;

    /** What the operations answer from. */
    public record Answers(LookupEngine engine, AddressBook people, CallRecords records, SpoolDesk desk) {
    }

    public Api(Vertx vertx, ApiKeys keys, HttpConfig config, Audit audit, Answers answers, InstantSource clock) {
        this.vertx = vertx;
        this.keys = keys;
        this.config = config;
        this.audit = audit;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * Adds all of it to the router. Blocks for the database.
     *
     * @return done when the REST operations answer, too; failed if they never will. Vert.x must not be closed before
     */
    public Future<Void> mount(Router router) {
        keys.reload();
        vertx.setPeriodic(RELOAD_EVERY_MS, timer -> vertx.executeBlocking(() -> {
            keys.reload();
            return true;
        }, false).onFailure(failed -> LOG.warn("API keys could not be read: {}", failed.getMessage())));
        var ways = new ArrayList<Credentials>(List.of(new KeyCredentials(keys), new UrlKeyCredentials(keys)));
        config.tls().filter(tls -> !tls.clients().isEmpty())
                .ifPresent(tls -> ways.add(new CertificateCredentials(tls.clients())));
        config.oidc().ifPresent(oidc -> ways.add(TokenCredentials.start(vertx, oidc, clock)));
        var admission = new Admission(ways,
                config.requestsPerSecond(), audit, clock);
        new Dialects(answers.engine(), admission).mount(router);
        return new RestApi(vertx, admission).mount(router, new Operations(vertx, admission, answers.engine(),
                answers.people(), answers.records(), answers.desk()).all());
    }
}
