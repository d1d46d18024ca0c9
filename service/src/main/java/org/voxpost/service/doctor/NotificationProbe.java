package org.voxpost.service.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Asks the address of change notifications what Graph asks it before it makes a subscription. */
final class NotificationProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(10); // Graph's

    private final URI url;

    NotificationProbe(URI url) {
        this.url = url;
    }

    void run(Report report) {
        String token = "Voxpost & " + UUID.randomUUID();
        URI asked = URI.create(url + (url.getRawQuery() == null ? "?" : "&") + "validationToken="
                + URLEncoder.encode(token, StandardCharsets.UTF_8));
        HttpRequest question = HttpRequest.newBuilder(asked).timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=utf-8").POST(HttpRequest.BodyPublishers.noBody()).build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200 && answer.body().equals(token)) {
                report.good("notifications", url + " answers as Graph wants it");
            } else {
                doubtful(report, "HTTP " + answer.statusCode());
            }
        } catch (IOException e) {
            doubtful(report, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void doubtful(Report report, String said) {
        report.doubtful("notifications", url + " does not give a validation token back: " + said,
                Trouble.NOT_NOTIFIED);
    }
}
