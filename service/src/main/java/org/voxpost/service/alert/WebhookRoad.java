package org.voxpost.service.alert;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.voxpost.service.config.AlertConfig;

/** Tells by a POST of {@code {"kind","subject","text","at"}} as JSON; any 2xx is success, redirects are not followed. */
public final class WebhookRoad implements AlertRoad {
    private static final Timeout PATIENCE = Timeout.ofSeconds(20);
    private final AlertConfig.Webhook config;

    public WebhookRoad(AlertConfig.Webhook config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "webhook " + config.url().getHost();
    }

    @Override
    public void tell(Alert alert) throws IOException {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(PATIENCE)
                        .setSocketTimeout(PATIENCE).build())
                .build();
        var post = new HttpPost(config.url());
        config.token().ifPresent(token -> post.setHeader("Authorization", "Bearer " + token.reveal()));
        post.setEntity(new StringEntity(new JsonObject().put("kind", alert.kind()).put("subject", alert.subject())
                .put("text", alert.text()).put("at", alert.at().toString()).encode(), ContentType.APPLICATION_JSON));
        try (CloseableHttpClient client = HttpClients.custom().setConnectionManager(connections)
                .disableRedirectHandling().disableAutomaticRetries().build()) {
            int status = client.execute(post, response -> response.getCode());
            if (status / 100 != 2) {
                throw new IOException(name() + " answered " + status);
            }
        }
    }
}
