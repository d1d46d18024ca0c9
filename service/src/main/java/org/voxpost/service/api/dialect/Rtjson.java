package org.voxpost.service.api.dialect;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.voxpost.service.routing.DiversionText;
import org.voxpost.service.routing.IndexedPerson;
import org.voxpost.service.routing.LookupResult;
import org.voxpost.service.routing.LookupResult.CallingParty;
import org.voxpost.service.routing.LookupResult.Leg;
import org.voxpost.service.routing.LookupResult.MailboxHere;

/** Routes as Kamailio's rtjson module takes them (reference: telephony, 8.5); it passes over members it does not know. Pure. */
public final class Rtjson {
    private Rtjson() {
    }

    /** One route after the other; branches that were diverted say so in a Diversion header. */
    public static JsonObject write(LookupResult result) {
        var routes = new JsonArray();
        for (int i = 0; i < result.routes().size(); i++) {
            routes.add(route(result, i));
        }
        var json = new JsonObject().put("version", "1.0").put("routing", "serial").put("routes", routes)
                .put("treatment", result.treatment().name());
        result.person().map(IndexedPerson::displayName).ifPresent(name -> json.put("person", name));
        result.mailbox().map(MailboxHere::id).ifPresent(id -> json.put("mailbox", id));
        result.caller().map(CallingParty::displayName).filter(name -> !name.isEmpty())
                .ifPresent(name -> json.put("caller", name));
        return json;
    }

    /** Every extra header ends its line: our values hold no line breaks. */
    private static JsonObject route(LookupResult result, int place) {
        Leg leg = result.routes().get(place);
        var json = new JsonObject().put("uri", leg.uri()).put("dst_uri", leg.proxy()).put("path", "").put("socket", "")
                .put("fr_inv_timer", leg.timeout().toMillis());
        DiversionText.of(result, place).ifPresent(
                diversion -> json.put("headers", new JsonObject().put("extra", "Diversion: " + diversion + "\r\n")));
        return json;
    }
}
