package org.voxpost.service.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.routing.Explanation;
import org.voxpost.service.routing.LookupResult;

/** A look-up's result as the contract has it. What is not known is absent. Pure. */
final class LookupJson {
    private LookupJson() {
    }

    /** An answer with the steps that led to it. */
    static JsonObject write(Explanation explanation) {
        var steps = new JsonArray();
        explanation.steps().forEach(step -> steps.add(
                new JsonObject().put("stage", step.stage().name()).put("text", step.text())));
        return new JsonObject().put("result", write(explanation.result())).put("steps", steps);
    }

    static JsonObject write(LookupResult result) {
        var json = new JsonObject().put("matched", result.matched().name());
        result.person().ifPresent(person -> {
            var object = new JsonObject().put("id", person.id()).put("displayName", person.displayName());
            person.address().map(SmtpAddress::value).ifPresent(mail -> object.put("mail", mail));
            json.put("person", object);
        });
        result.mailbox().ifPresent(mailbox -> json.put("mailbox", new JsonObject().put("id", mailbox.id())
                .put("enabled", mailbox.enabled()).put("language", mailbox.language().toLanguageTag())));
        result.e164().ifPresent(number -> json.put("e164", number));
        result.extension().ifPresent(digits -> json.put("extension", digits));
        result.caller().ifPresent(caller -> json.put("caller", new JsonObject().put("number", caller.number())
                .put("displayName", caller.displayName()).put("trust", caller.trust().name())));
        var routes = new JsonArray();
        result.routes().forEach(leg -> routes.add(leg(leg)));
        json.put("treatment", result.treatment().name()).put("routes", routes);
        if (!result.announcement().isEmpty()) {
            json.put("announcement", result.announcement());
        }
        json.put("ttlSeconds", result.ttl().toSeconds()).put("reasonText", result.reason());
        result.asOf().ifPresent(time -> json.put("asOf", time.toString()));
        return json;
    }

    private static JsonObject leg(LookupResult.Leg leg) {
        var json = new JsonObject().put("uri", leg.uri()).put("timeoutMs", leg.timeout().toMillis());
        if (!leg.proxy().isEmpty()) {
            json.put("proxy", leg.proxy());
        }
        if (!leg.reasonIfFailed().isEmpty()) {
            json.put("reasonIfFailed", leg.reasonIfFailed());
        }
        return json;
    }
}
