package org.voxpost.service.mwi;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.Mwi.Outcome;

/** Asterisk's REST interface: {@code PUT /mailboxes/BOX?oldMessages=n&newMessages=m} (needs res_mwi_external). */
public final class AsteriskRestLamps implements LampRoad {
    private final URI base;
    private final String context;
    private final String user;
    private final Secret password;
    private final CloseableHttpClient http;

    /**
     * @param base for example {@code http://192.0.2.10:8088/ari}
     * @param context what stands behind the extension and {@code @} in the mailbox's name
     */
    public AsteriskRestLamps(URI base, String context, String user, Secret password) {
        this.base = base;
        this.context = context;
        this.user = user;
        this.password = password;
        Timeout patience = Timeout.of(PATIENCE);
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(4)
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(patience)
                                .setSocketTimeout(patience).build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(patience).build())
                .disableRedirectHandling().disableAutomaticRetries().build();
    }

    @Override
    public Mwi.Result tell(String extension, MessageSummary summary) {
        String box = URLEncoder.encode(extension + "@" + context, StandardCharsets.UTF_8);
        var put = new HttpPut(base + "/mailboxes/" + box + "?oldMessages=" + summary.voice().read() + "&newMessages="
                + summary.voice().unread());
        put.setHeader("Authorization", "Basic " + Base64.getEncoder()
                .encodeToString((user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8)));
        try {
            int code = http.execute(put, response -> response.getCode());
            return LampRoad.result(outcome(code), code, "from ARI");
        } catch (IOException unreachable) {
            return LampRoad.result(Outcome.TRY_LATER, 503, "ARI: " + unreachable.getMessage());
        }
    }

    /** 404 cannot mean the mailbox, which PUT creates: the resource is not there. */
    private static Outcome outcome(int code) {
        return switch (code) {
            case 401, 403 -> Outcome.REFUSED;
            case 404, 405, 501 -> Outcome.UNSUPPORTED;
            default -> code / 100 == 2 ? Outcome.ACCEPTED : Outcome.TRY_LATER;
        };
    }
}
