package org.voxpost.service.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import org.voxpost.service.api.dialect.Curri;
import org.voxpost.service.api.dialect.FreeSwitch;
import org.voxpost.service.api.dialect.Rtjson;
import org.voxpost.service.api.dialect.Text;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.LookupEngine;
import org.voxpost.service.routing.LookupQuery;
import org.voxpost.service.routing.LookupResult;
import org.voxpost.service.routing.LookupResult.Matched;
import org.voxpost.sip.SipUri;

/** The look-up as switches ask for it, below {@code /switch}; all need the scope {@code lookup}. Event loops only. */
final class Dialects {
    private static final String BASE = "/switch/*";
    private static final int LONGEST_BODY = 256 * 1024;
    private static final int LONGEST_NUMBER = 250;
    private static final String XML = "text/xml; charset=UTF-8";
    private static final String TEXT = "text/plain; charset=UTF-8";

    private final LookupEngine engine;
    private final Admission admission;

    Dialects(LookupEngine engine, Admission admission) {
        this.engine = engine;
        this.admission = admission;
    }

    /** What a request lacks. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    void mount(Router router) {
        router.head("/switch/curri").handler(request -> request.response().putHeader("Content-Type", XML).end());
        router.route(BASE).handler(admission::admit);
        router.route(BASE).handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
        router.post("/switch/curri").handler(request -> answer(request, this::curri));
        router.post("/switch/freeswitch").handler(request -> answer(request, this::freeSwitch));
        router.get("/switch/cnam").handler(request -> answer(request, this::name));
        router.post("/switch/rtjson").handler(request -> answer(request, this::rtjson));
        router.get("/switch/text").handler(request -> answer(request, this::text));
        router.route(BASE).handler(request -> new Problem(404, "there is no " + request.normalizedPath())
                .write(request.response()));
        router.route(BASE)
                .failureHandler(request -> new Problem(request.statusCode() < 400 ? 500 : request.statusCode(),
                        "the request is not as it should be").write(request.response()));
    }

    /** One dialect. */
    private interface Dialect {
        void answer(RoutingContext request) throws Curri.NotUnderstood;
    }

    private void answer(RoutingContext request, Dialect dialect) {
        if (!admission.may(request, Scope.LOOKUP)) {
            return;
        }
        try {
            dialect.answer(request);
        } catch (Curri.NotUnderstood | Missing | DecodeException | ClassCastException wrong) {
            new Problem(400, switch (wrong) {
                case ClassCastException e -> "a member is no text";
                case DecodeException e -> "the body is no JSON";
                default -> String.valueOf(wrong.getMessage());
            }).write(request.response());
        }
    }

    private void curri(RoutingContext request) throws Curri.NotUnderstood {
        byte[] body = request.body().buffer() == null ? new byte[0] : request.body().buffer().getBytes();
        LookupQuery query = Curri.read(body, header(request, "Content-Type"), parameter(request, "site").orElse(""));
        send(request, XML, Curri.write(lookup(request, query)));
    }

    private void freeSwitch(RoutingContext request) {
        String section = parameter(request, "section").orElse("");
        if (section.equals("directory") && parameter(request, "sip_auth_username").isEmpty()
                && parameter(request, "user").isPresent()) {
            String user = needed(request, "user");
            LookupResult result = lookup(request, new LookupQuery(user, Optional.empty(), site(request)));
            send(request, XML, FreeSwitch.directory(result, parameter(request, "domain").orElse(""), user));
        } else if (section.equals("dialplan")) {
            String destination = parameter(request, "Hunt-Destination-Number")
                    .orElseGet(() -> needed(request, "Caller-Destination-Number"));
            LookupResult result = lookup(request, new LookupQuery(
                    parameter(request, "Caller-Caller-ID-Number").orElse("anonymous"), Optional.of(destination),
                    site(request)));
            send(request, XML, FreeSwitch.dialplan(result,
                    parameter(request, "Hunt-Context").or(() -> parameter(request, "Caller-Context")).orElse("public"),
                    destination, parameter(request, "profile").orElse("external")));
        } else {
            send(request, XML, FreeSwitch.NOT_FOUND);
        }
    }

    private void name(RoutingContext request) {
        String name = Text.name(lookup(request, new LookupQuery(needed(request, "number"), Optional.empty(),
                site(request))));
        if (name.isEmpty()) {
            request.response().setStatusCode(204).end();
        } else {
            send(request, TEXT, name + "\n");
        }
    }

    private void rtjson(RoutingContext request) {
        JsonObject asked = request.body().asJsonObject();
        if (asked == null) {
            throw new Missing("the body is no JSON object");
        }
        String called = Optional.ofNullable(asked.getString("called")).or(() -> user(asked.getString("ruri", "")))
                .filter(text -> text.length() <= LONGEST_NUMBER)
                .orElseThrow(() -> new Missing("the body has neither 'called' nor 'ruri'"));
        String caller = Optional.ofNullable(asked.getString("from")).filter(text -> !text.isEmpty())
                .filter(text -> text.length() <= LONGEST_NUMBER).orElse("anonymous");
        LookupResult result = lookup(request,
                new LookupQuery(caller, Optional.of(called), asked.getString("site", "")));
        request.response().setStatusCode(result.treatment() == Treatment.REJECT
                ? 403
                : result.matched() == Matched.NONE && result.routes().isEmpty() ? 404 : 200);
        send(request, "application/json", Rtjson.write(result).encode());
    }

    private static Optional<String> user(String uri) {
        try {
            return Optional.of(SipUri.parse(uri).user()).filter(user -> !user.isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void text(RoutingContext request) {
        send(request, TEXT, Text.fields(lookup(request, new LookupQuery(parameter(request, "c").orElse("anonymous"),
                Optional.of(needed(request, "n")), site(request)))));
    }

    private LookupResult lookup(RoutingContext request, LookupQuery query) {
        LookupResult result = engine.lookup(query);
        Admission.note(request, query.called().map(called -> query.number() + " > " + called).orElse(query.number()),
                result.matched() + " " + result.treatment());
        request.response().putHeader("Cache-Control", "private, max-age=" + result.ttl().toSeconds());
        return result;
    }

    private static void send(RoutingContext request, String type, String body) {
        request.response().putHeader("Content-Type", type).end(Buffer.buffer(body));
    }

    private static String site(RoutingContext request) {
        return parameter(request, "site").orElse("");
    }

    private static String needed(RoutingContext request, String name) {
        return parameter(request, name).orElseThrow(() -> new Missing("'" + name + "' is missing"));
    }

    /** Of the query or the form. A plus that the client did not encode arrives as a blank. */
    private static Optional<String> parameter(RoutingContext request, String name) {
        HttpServerRequest http = request.request();
        return Optional.ofNullable(http.getParam(name)).or(() -> Optional.ofNullable(http.getFormAttribute(name)))
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_NUMBER)
                .map(TextParameter::withPlus);
    }

    private static String header(RoutingContext request, String name) {
        return Optional.ofNullable(request.request().getHeader(name)).orElse("");
    }
}
