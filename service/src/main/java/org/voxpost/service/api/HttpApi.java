package org.voxpost.service.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.voxpost.service.config.HttpConfig;

/** The HTTP listener: routes, and nothing else. */
public final class HttpApi implements AutoCloseable {
    private static final int LONGEST_HEADERS = 16 * 1024;
    private static final int MOST_FIELDS = 2048; // FreeSWITCH sends every variable of a call
    private static final int LONGEST_FIELD = 16 * 1024;

    private final HttpServer server;

    private HttpApi(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen; waits until the port is open.
     *
     * @param metrics gives the Prometheus text
     * @param more adds further routes
     * @throws IllegalStateException naming host and port, if it cannot listen there
     */
    public static HttpApi start(Vertx vertx, HttpConfig config, Health health, Supplier<String> metrics,
            Consumer<Router> more) {
        Router router = Router.router(vertx);
        router.get("/health/live")
                .handler(request -> json(request.response(), 200, new JsonObject().put("status", "up")));
        router.get("/health/ready").handler(request -> offLoop(vertx, request, health::report, HttpApi::ready));
        router.get("/metrics").handler(request -> offLoop(vertx, request, metrics::get, HttpApi::prometheus));
        more.accept(router);
        var options = new HttpServerOptions().setHost(config.host()).setPort(config.port())
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setIdleTimeout(60).setMaxFormFields(MOST_FIELDS).setMaxFormBufferedBytes(LONGEST_FIELD);
        config.tls().ifPresent(tls -> secure(options, tls));
        HttpServer server = vertx.createHttpServer(options).requestHandler(router);
        server.listen().recover(failed -> Future.failedFuture(new IllegalStateException("HTTP cannot listen at "
                + config.host() + ":" + config.port() + ": " + failed.getMessage(), failed))).await();
        return new HttpApi(server);
    }

    private static void secure(HttpServerOptions options, HttpConfig.Tls tls) {
        options.setSsl(true).setKeyCertOptions(new PemKeyCertOptions().setCertPath(tls.certificate().toString())
                .setKeyPath(tls.key().toString()));
        tls.clientAuthority().ifPresent(authority -> options
                .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()))
                .setClientAuth(tls.clientsNeedCertificate() ? ClientAuth.REQUIRED : ClientAuth.REQUEST));
    }

    public int port() {
        return server.actualPort();
    }

    private static <T> void offLoop(Vertx vertx, RoutingContext request, Callable<T> work, Answer<T> answer) {
        Future<T> result = vertx.executeBlocking(work, false);
        result.onSuccess(value -> answer.write(request.response(), value)).onFailure(request::fail);
    }

    private static void ready(HttpServerResponse response, Health.Report report) {
        var checks = new JsonObject();
        report.findings().forEach((name, finding) -> checks.put(name,
                new JsonObject().put("up", finding.up()).put("detail", finding.detail())));
        json(response, report.status().ready() ? 200 : 503, new JsonObject()
                .put("status", report.status().name().toLowerCase(Locale.ROOT)).put("checks", checks));
    }

    private static void prometheus(HttpServerResponse response, String text) {
        response.putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8").end(text);
    }

    private static void json(HttpServerResponse response, int status, JsonObject body) {
        response.setStatusCode(status).putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store").end(body.encode());
    }

    @Override
    public void close() {
        server.close().await();
    }

    private interface Answer<T> {
        void write(HttpServerResponse response, T value);
    }
}
