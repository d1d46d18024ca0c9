package org.voxpost.service.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.voxpost.service.api.RestApi.BadParameter;
import org.voxpost.service.api.RestApi.Operation;
import org.voxpost.service.routing.Explanation;
import org.voxpost.service.routing.LookupEngine;
import org.voxpost.service.routing.LookupQuery;

/**
 * {@code POST /route}: what to do with calls, and why, for one or many at once. Many are read, answered and written off the
 * event loop.
 */
record RouteOperation(Vertx vertx, Admission admission, LookupEngine engine) implements Operation {

    /** Bytes; more than one question of the usual length takes. */
    private static final int LONGEST_SINGLE = 1024;

    private record Asked(LookupQuery query, Optional<Instant> at) {
    }

    /** @param many if a list is answered by a list, also if it is of one */
    private record Questions(List<Asked> all, boolean many) {
    }

    @Override
    public void answer(RoutingContext request) {
        if (request.body().length() <= LONGEST_SINGLE) {
            answer(request, read(request));
        } else {
            vertx.executeBlocking(() -> read(request), false).onSuccess(questions -> answer(request, questions))
                    .onFailure(request::fail);
        }
    }

    private void answer(RoutingContext request, Questions asked) {
        List<Asked> all = asked.all();
        Asked first = all.getFirst();
        if (!asked.many()) {
            Explanation answer = explain(first);
            Admission.note(request, subject(first.query()), answer.result().matched().name());
            RestApi.json(request, LookupJson.write(answer).toBuffer());
        } else if (admission.within(request, all.size() - 1)) {
            Admission.note(request, all.size() + " numbers, the first " + subject(first.query()), "");
            vertx.executeBlocking(() -> answers(all), false).onSuccess(answers -> RestApi.json(request, answers))
                    .onFailure(request::fail);
        }
    }

    /** As text: that of a thousand would keep an event loop for milliseconds. */
    private Buffer answers(List<Asked> all) {
        var answers = new JsonArray();
        all.forEach(asked -> answers.add(LookupJson.write(explain(asked))));
        return new JsonObject().put("answers", answers).toBuffer();
    }

    private Explanation explain(Asked asked) {
        return engine.explain(asked.query(), asked.at());
    }

    private static Questions read(RoutingContext request) {
        JsonObject body = request.body().asJsonObject();
        JsonArray queries = body.getJsonArray("queries");
        return queries == null || queries.isEmpty() // generated clients send an empty list for none
                ? new Questions(List.of(asked(body)), false)
                : new Questions(queries.stream().map(query -> asked((JsonObject) query)).toList(), true);
    }

    private static String subject(LookupQuery query) {
        return query.called().map(called -> query.number() + " > " + called).orElse(query.number());
    }

    private static Asked asked(JsonObject query) {
        String number = Optional.ofNullable(query.getString("number"))
                .orElseThrow(() -> new BadParameter("number is missing"));
        return new Asked(new LookupQuery(number, Optional.ofNullable(query.getString("called")),
                query.getString("site", "")), Optional.ofNullable(query.getString("at")).map(RouteOperation::time));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadParameter("at is no time like 2026-11-24T00:00:00Z");
        }
    }
}
