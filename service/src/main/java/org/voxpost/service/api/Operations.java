package org.voxpost.service.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.service.api.RestApi.BadParameter;
import org.voxpost.service.api.RestApi.Operation;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.LookupEngine;
import org.voxpost.service.routing.LookupQuery;
import org.voxpost.service.routing.LookupResult;
import org.voxpost.service.spool.CallRecords;
import org.voxpost.service.spool.Delivery;
import org.voxpost.service.spool.DeliveryState;
import org.voxpost.service.spool.SpoolDesk;

/** The operations of the API. Look-ups are answered on the event loop, from memory; the rest reads the database off it. */
final class Operations {
    private static final int PAGE = 100;

    private final Vertx vertx;
    private final Admission admission;
    private final LookupEngine engine;
    private final AddressBook people;
    private final CallRecords records;
    private final SpoolDesk desk;

    Operations(Vertx vertx, Admission admission, LookupEngine engine, AddressBook people, CallRecords records,
            SpoolDesk desk) {
        this.vertx = vertx;
        this.admission = admission;
        this.engine = engine;
        this.people = people;
        this.records = records;
        this.desk = desk;
    }

    /** By operation id. */
    Map<String, Operation> all() {
        Map<String, Operation> all = new HashMap<>(new MessageOperations(vertx, desk).all());
        all.putAll(Map.<String, Operation>of("lookup", this::lookup, "route",
                new RouteOperation(vertx, admission, engine), "refresh",
                this::refresh, "directoryStatus", this::directoryStatus, "calls", this::calls, "messages",
                this::messages, "message", this::message));
        return all;
    }

    private void refresh(RoutingContext request) {
        people.refreshSoon();
        request.response().setStatusCode(202);
        directoryStatus(request);
    }

    private void directoryStatus(RoutingContext request) {
        RestApi.json(request, DirectoryJson.write(people.status()));
    }

    private void lookup(RoutingContext request) {
        String number = number(request, "number").orElseThrow();
        Optional<String> called = number(request, "called");
        LookupResult result = engine.lookup(new LookupQuery(number, called, text(request, "site").orElse("")));
        Admission.note(request, called.map(c -> number + " > " + c).orElse(number), result.matched().name());
        tagged(request, LookupJson.write(result).toBuffer(), result.ttl());
    }

    /** Answers unless the client has this answer already. */
    static void tagged(RoutingContext request, Buffer body, Duration ttl) {
        String tag = EntityTag.of(body);
        request.response().putHeader("ETag", tag).putHeader("Cache-Control",
                "private, max-age=" + ttl.toSeconds());
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
        Admission.note(request, mailbox, "");
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
        Admission.note(request, id.toString(), "");
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

    private static Optional<String> number(RoutingContext request, String name) {
        return text(request, name).map(TextParameter::withPlus);
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
