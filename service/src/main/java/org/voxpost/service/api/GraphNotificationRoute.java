package org.voxpost.service.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.graph.GraphNotifications;
import org.voxpost.service.metrics.ServiceMetrics;

/**
 * Takes what Microsoft Graph posts when mailboxes change, at {@link #PATH}. No key is asked for: a notification counts if it knows
 * the secret of a subscription. Event loops only.
 */
public final class GraphNotificationRoute {
    /** Where a profile's {@code graph.notification-url} has to lead. */
    public static final String PATH = "/graph/notifications";
    private static final int LONGEST_BODY = 512 * 1024;
    private static final int LONGEST_TOKEN = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(GraphNotificationRoute.class);

    private final List<GraphNotifications> profiles;
    private final ServiceMetrics metrics;

    public GraphNotificationRoute(List<GraphNotifications> profiles, ServiceMetrics metrics) {
        this.profiles = List.copyOf(profiles);
        this.metrics = metrics;
    }

    /** Adds it to the router, if there is anybody to tell. */
    public void mount(Router router) {
        if (!profiles.isEmpty()) {
            router.post(PATH).handler(this::validate);
            router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
            router.post(PATH).handler(this::receive);
            router.post(PATH).failureHandler(request -> new Problem(request.statusCode() < 400
                    ? 500
                    : request.statusCode(), "the notification is not as it should be").write(request.response()));
        }
    }

    /** Before Graph makes a subscription it asks the address to give back a token, decoded, as plain text. */
    private void validate(RoutingContext request) {
        String token = request.request().getParam("validationToken");
        if (token == null) {
            request.next();
        } else if (token.length() > LONGEST_TOKEN) {
            request.fail(400);
        } else {
            request.response().putHeader("Content-Type", "text/plain; charset=utf-8")
                    .putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "no-store").end(token);
        }
    }

    /** Others' notifications are answered alike: whoever tries secrets learns nothing, and Graph does not try again. */
    private void receive(RoutingContext request) {
        byte[] body = request.body().isEmpty() ? new byte[0] : request.body().buffer().getBytes();
        int accepted = 0;
        int all = 0;
        try {
            for (GraphNotifications profile : profiles) {
                GraphNotifications.Receipt receipt = profile.receive(body);
                accepted += receipt.accepted();
                all = receipt.accepted() + receipt.refused();
            }
        } catch (IOException notJson) {
            request.fail(400);
            return;
        }
        int refused = all - accepted;
        if (refused > 0) {
            LOG.debug("{} notifications from {} belong to no subscription", refused,
                    request.request().remoteAddress());
        }
        metrics.notifications("accepted", accepted);
        metrics.notifications("refused", refused);
        request.response().setStatusCode(202).end();
    }
}
