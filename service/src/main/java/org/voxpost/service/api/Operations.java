package org.voxpost.service.api;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.service.api.RestApi.BadParameter;
import org.voxpost.service.api.RestApi.Operation;
import org.voxpost.service.routing.LookupEngine;
import org.voxpost.service.routing.LookupQuery;
import org.voxpost.service.routing.LookupResult;
import org.voxpost.service.spool.CallRecords;
import org.voxpost.service.spool.Delivery;
import org.voxpost.service.spool.DeliveryState;
import org.voxpost.service.spool.SpoolDesk;

/** The operations of the API. Look-ups are answered on the event loop, from memory; the rest reads the database off it. */
public final class Operations {
    private static final int PAGE = 100;

    private final Vertx vertx;
    private final LookupEngine engine;
    private final CallRecords records;
    private final SpoolDesk desk;

    public Operations(Vertx vertx, LookupEngine engine, CallRecords records, SpoolDesk desk) {
        this.vertx = vertx;
        this.engine = engine;
        this.records = records;
        this.desk = desk;
    }

    /** Adds the API to the router. */
    public void mount(RestApi api, Router router) {
        Map<String, Operation> operations = Map.of("lookup", this::lookup, "calls", this::calls, "messages",
                this::messages, "message", this::message);
        api.mount(router, operations);
    }

    private void lookup(RoutingContext request) {
        String number = number(request, "number").orElseThrow();
        Optional<String> called = number(request, "called");
        LookupResult result = engine.lookup(new LookupQuery(number, called, text(request, "site").orElse("")));
        RestApi.audit(request, called.map(c -> number + " > " + c).orElse(number), result.matched().name());
        var body = LookupJson.write(result).toBuffer();
        String tag = EntityTag.of(body);
        request.response().putHeader("ETag", tag).putHeader("Cache-Control",
                "private, max-age=" + result.ttl().toSeconds());
        if (tag.equals(request.request().getHeader("If-None-Match"))) {
            request.response().setStatusCode(304).end();
        } else {
            request.response().putHeader("Content-Type", "application/json").end(body);
        }
    }

    private void calls(RoutingContext request) {
        Instant from = time(request, "from").orElse(Instant.EPOCH);
        Instant to = time(request, "to").orElse(Instant.ofEpochMilli(Long.MAX_VALUE));
        int limit = limit(request);
        long before = after(request);
        offLoop(request, () -> {
            List<CallRecords.Numbered> page = records.page(from, to, before, limit);
            var calls = new JsonArray();
            page.forEach(call -> calls.add(CallRecords.json(call.record())));
            return page(new JsonObject().put("calls", calls), page.size() < limit ? 0 : page.getLast().sequence());
        });
    }

    private void messages(RoutingContext request) {
        String mailbox = text(request, "mailbox").orElse("");
        Optional<DeliveryState> state = text(request, "state").map(DeliveryState::valueOf);
        int limit = limit(request);
        long before = after(request);
        RestApi.audit(request, mailbox, "");
        offLoop(request, () -> {
            List<Delivery> page = desk.page(mailbox, state, before, limit);
            var messages = new JsonArray();
            page.forEach(delivery -> messages.add(MessageJson.write(delivery)));
            return page(new JsonObject().put("messages", messages),
                    page.size() < limit ? 0 : page.getLast().sequence());
        });
    }

    private void message(RoutingContext request) {
        var id = new DeliveryId(UUID.fromString(request.pathParam("id")));
        RestApi.audit(request, id.toString(), "");
        vertx.executeBlocking(() -> desk.show(id), false).onFailure(request::fail).onSuccess(
                found -> found.ifPresentOrElse(delivery -> RestApi.json(request, MessageJson.write(delivery)),
                        () -> new Problem(404, "there is no message " + id).write(request.response())));
    }

    private void offLoop(RoutingContext request, Callable<JsonObject> work) {
        vertx.executeBlocking(work, false).onSuccess(body -> RestApi.json(request, body))
                .onFailure(request::fail);
    }

    /** @param last sequence of the last one; 0 if there is no next page */
    private static JsonObject page(JsonObject body, long last) {
        return last == 0 ? body : body.put("next", Long.toString(last));
    }

    private static Optional<String> text(RoutingContext request, String name) {
        return Optional.ofNullable(request.request().getParam(name));
    }

    /** A plus that the client did not encode arrives as a blank. */
    private static Optional<String> number(RoutingContext request, String name) {
        return text(request, name).map(text -> text.matches(" [0-9].*") ? "+" + text.substring(1) : text);
    }

    private static int limit(RoutingContext request) {
        return text(request, "limit").map(Integer::parseInt).orElse(PAGE);
    }

    private static long after(RoutingContext request) {
        return text(request, "after").map(Long::parseLong).orElse(Long.MAX_VALUE);
    }

    private static Optional<Instant> time(RoutingContext request, String name) {
        try {
            return text(request, name).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new BadParameter("query parameter " + name + " is no time like 2026-11-24T00:00:00Z");
        }
    }
}
