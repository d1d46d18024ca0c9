package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.service.api.HealthCheck.Finding;
import org.voxpost.service.api.HealthCheck.Weight;
import org.voxpost.service.metrics.CallOutcome;
import org.voxpost.service.metrics.ServiceMetrics;

@Timeout(30)
class HttpApiTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Finding> database = new AtomicReference<>(Finding.up("1 ms"));
    private final AtomicReference<Finding> exchange = new AtomicReference<>(Finding.up("circuit closed"));
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health(List.of(new HealthCheck("database", Weight.NEEDED, database::get),
            new HealthCheck("exchange", Weight.OPTIONAL, exchange::get)), Duration.ofSeconds(20));
    private HttpApi api;

    @BeforeEach
    void start() {
        api = HttpApi.start(vertx, HttpConfig.at("127.0.0.1", 0), health, registry::scrape, router -> {
        });
    }

    @AfterEach
    void stop() {
        api.close();
        health.close();
        client.close();
        vertx.close().await();
    }

    @Test
    void aProcessThatWorksIsAliveAndReady() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);

        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(ready.body())).isEqualTo(new JsonObject("""
                {"status":"up","checks":{"database":{"up":true,"detail":"1 ms"},
                 "exchange":{"up":true,"detail":"circuit closed"}}}"""));
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        HttpConfig taken = HttpConfig.at("127.0.0.1", api.port());

        assertThatThrownBy(() -> HttpApi.start(vertx, taken, health, registry::scrape, router -> {
        })).isInstanceOf(IllegalStateException.class)
                .hasMessage("HTTP cannot listen at 127.0.0.1:%d: Address already in use", api.port());
    }

    @Test
    void exchangeDownIsDegradedButReady() throws Exception {
        exchange.set(Finding.down("mail01: connection refused"));

        HttpResponse<String> ready = get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"degraded\"", "mail01: connection refused");
    }

    @Test
    void aPartThatCallsNeedMakesItNotReady() throws Exception {
        database.set(Finding.down("disk full"));

        HttpResponse<String> ready = get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(ready.body()).getString("status")).isEqualTo("down");
    }

    @Test
    void whileDrainingItIsAliveButNotReady() throws Exception {
        health.drain();

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aProbeThatHangsOrThrowsIsDownAtTheDeadline() {
        var never = new CountDownLatch(1);
        try (var stuck = new Health(List.of(new HealthCheck("hangs", Weight.NEEDED, () -> waitFor(never)),
                new HealthCheck("throws", Weight.OPTIONAL, () -> {
                    throw new IllegalStateException("no such thing");
                })), Duration.ofSeconds(3))) {
            Health.Report report = stuck.report();

            assertThat(report.status()).isEqualTo(Health.Status.DOWN);
            assertThat(report.findings().get("hangs").detail()).isEqualTo("no answer within 3000 ms");
            assertThat(report.findings().get("throws").detail()).contains("no such thing");
        }
    }

    @Test
    void metricsArePrometheusTextInBaseUnits() throws Exception {
        var metrics = new ServiceMetrics(registry);
        metrics.call("pbx", CallOutcome.MESSAGE, Duration.ofSeconds(12));
        metrics.media("PCMU",
                new ServiceMetrics.RtpFigures(600, 100, 3, 0, Duration.ofMillis(2), 4.1, Duration.ofNanos(90)));
        metrics.delivery("ews", "delivered");
        metrics.delivered("ews", Duration.ofMillis(120));
        metrics.spoolDepth("queued", () -> 4);

        String text = get("/metrics").body();

        assertThat(text).contains("voxpost_calls_total{outcome=\"message\",peer=\"pbx\"} 1",
                "voxpost_call_duration_seconds_sum{outcome=\"message\"} 12.0", "voxpost_rtp_lost_total 3",
                "voxpost_rtp_jitter_seconds_bucket{le=\"0.005\"} 1",
                "voxpost_deliveries_total{outcome=\"delivered\",protocol=\"ews\"} 1",
                "voxpost_delivery_seconds_bucket{protocol=\"ews\",le=\"0.25\"} 1",
                "voxpost_spool_messages{state=\"queued\"} 4");
    }

    private static Finding waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return Finding.up("");
        } catch (InterruptedException cancelled) {
            return Finding.down("cancelled");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
