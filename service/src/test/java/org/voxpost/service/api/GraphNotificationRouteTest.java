package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.graph.GraphNotifications;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.service.metrics.ServiceMetrics;

@Timeout(30)
class GraphNotificationRouteTest {
    private static final String FORGED = "{\"value\":[{\"clientState\":\"a.b\",\"changeType\":\"created\"}]}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health(List.of(), Duration.ofMillis(500));

    private HttpApi start(GraphNotifications... profiles) {
        var route = new GraphNotificationRoute(List.of(profiles), new ServiceMetrics(registry));
        return HttpApi.start(vertx, HttpConfig.at("127.0.0.1", 0), health, registry::scrape, route::mount);
    }

    private static GraphNotifications profile() {
        return new GraphNotifications(URI.create("https://voice.corp.example/graph/notifications"));
    }

    @AfterEach
    void stop() {
        health.close();
        client.close();
        vertx.close().await();
    }

    private HttpResponse<String> post(HttpApi api, String query, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port()
                + GraphNotificationRoute.PATH + query)).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aValidationTokenIsGivenBackDecodedAsPlainText() throws Exception {
        try (HttpApi api = start(profile())) {
            HttpResponse<String> answer = post(api, "?validationToken=Validation%3a+Testing+%3cb%3e%26%2b%C3%A9", "");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("Validation: Testing <b>&+é");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void othersNotificationsAreAnsweredAlikeAndCounted() throws Exception {
        try (HttpApi api = start(profile(), profile())) {
            assertThat(post(api, "", FORGED).statusCode()).isEqualTo(202);

            assertThat(registry.scrape()).contains("voxpost_graph_notifications_total{outcome=\"refused\"} 1.0",
                    "voxpost_graph_notifications_total{outcome=\"accepted\"} 0.0");
        }
    }

    @Test
    void whatIsNoNotificationIsRefused() throws Exception {
        try (HttpApi api = start(profile())) {
            assertThat(post(api, "", "").statusCode()).isEqualTo(400);
            assertThat(post(api, "", "no JSON").statusCode()).isEqualTo(400);
            assertThat(post(api, "", "{\"value\":[" + " ".repeat(600_000) + "]}").statusCode()).isEqualTo(413);
            assertThat(post(api, "?validationToken=" + "x".repeat(5000), "").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void withoutSomebodyToTellThereIsNoSuchAddress() throws Exception {
        try (HttpApi api = start()) {
            assertThat(post(api, "", FORGED).statusCode()).isEqualTo(404);
        }
    }
}
