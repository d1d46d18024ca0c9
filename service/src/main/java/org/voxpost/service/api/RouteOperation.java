package org.voxpost.service.api;

import io.vertx.core.Vertx;
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

/** {@code POST /route}: what to do with calls, and why, for one or many at once. Many are answered off the event loop. */
record RouteOperation(Vertx vertx, Admission admission, LookupEngine engine) implements Operation {

    private record Asked(LookupQuery query, Optional<Instant> at) {
    }

    @Override
    public void answer(RoutingContext request) {
        JsonObject body = request.body().asJsonObject();
        JsonArray queries = body.getJsonArray("queries");
        if (queries == null || queries.isEmpty()) { // generated clients send an empty list for none
            Asked asked = asked(body);
            Explanation answer = engine.explain(asked.query(), asked.at());
            Admission.note(request, subject(asked.query()), answer.result().matched().name());
            RestApi.json(request, LookupJson.write(answer));
            return;
        }
        List<Asked> all = queries.stream().map(query -> asked((JsonObject) query)).toList();
        if (!admission.within(request, all.size() - 1)) {
            return;
        }
        Admission.note(request, all.size() + " numbers, the first " + subject(all.getFirst().query()), "");
        vertx.executeBlocking(() -> {
            var answers = new JsonArray();
            all.forEach(asked -> answers.add(LookupJson.write(engine.explain(asked.query(), asked.at()))));
            return new JsonObject().put("answers", answers);
        }, false).onSuccess(answers -> RestApi.json(request, answers)).onFailure(request::fail);
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
