package org.voxpost.service.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.service.api.RestApi.Operation;
import org.voxpost.service.spool.Delivery;
import org.voxpost.service.spool.SpoolDesk;

/** What a person can do with one message: have it tried again, set aside, fetched. The desk blocks, so it is asked off the loop. */
final class MessageOperations {
    private static final Logger LOG = LoggerFactory.getLogger(MessageOperations.class);
    private static final String REASON = "set aside through the API";

    private final Vertx vertx;
    private final SpoolDesk desk;

    MessageOperations(Vertx vertx, SpoolDesk desk) {
        this.vertx = vertx;
        this.desk = desk;
    }

    /** By operation id. */
    Map<String, Operation> all() {
        return Map.of("retryMessage", this::retry, "buryMessage", this::bury, "messageAudio", this::audio,
                "messageMail",
                this::mail);
    }

    private void retry(RoutingContext request) {
        DeliveryId id = id(request);
        change(request, id, () -> desk.retry(id));
    }

    private void bury(RoutingContext request) {
        DeliveryId id = id(request);
        String reason = Optional.ofNullable(request.request().getParam("reason")).orElse(REASON);
        change(request, id, () -> desk.bury(id, reason));
    }

    private void change(RoutingContext request, DeliveryId id, Callable<Delivery> change) {
        vertx.executeBlocking(() -> desk.show(id).isEmpty() ? Optional.<Delivery>empty() : Optional.of(change.call()),
                false)
                .onSuccess(changed -> changed.ifPresentOrElse(
                        delivery -> RestApi.json(request, MessageJson.write(delivery)), () -> unknown(request, id)))
                .onFailure(failure -> {
                    if (failure instanceof IllegalStateException refused) {
                        new Problem(409, String.valueOf(refused.getMessage())).write(request.response());
                    } else {
                        request.fail(failure);
                    }
                });
    }

    private void audio(RoutingContext request) {
        DeliveryId id = id(request);
        file(request, id, () -> desk.audioFile(id), "audio/wav", ".wav");
    }

    private void mail(RoutingContext request) {
        DeliveryId id = id(request);
        file(request, id, () -> desk.mailFile(id), "message/rfc822", ".eml");
    }

    /** Sends a file that was made for this request, and removes it. */
    private void file(RoutingContext request, DeliveryId id, Callable<Optional<Path>> make, String type,
            String ending) {
        vertx.executeBlocking(make, false).onFailure(request::fail).onSuccess(made -> {
            if (made.isEmpty()) {
                unknown(request, id);
                return;
            }
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Content-Disposition", "attachment; filename=\"" + id + ending + "\"")
                    .sendFile(made.get().toString())
                    .onComplete(sent -> vertx.executeBlocking(() -> remove(made.get()), false));
        });
    }

    private static boolean remove(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} stays until the next start: {}", file, e.getMessage());
            return false;
        }
    }

    private static DeliveryId id(RoutingContext request) {
        var id = new DeliveryId(UUID.fromString(request.pathParam("id")));
        Admission.note(request, id.toString(), "");
        return id;
    }

    private static void unknown(RoutingContext request, DeliveryId id) {
        new Problem(404, "there is no message " + id + ", or nothing of it that could be sent")
                .write(request.response());
    }
}
