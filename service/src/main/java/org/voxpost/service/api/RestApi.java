package org.voxpost.service.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ValidatorException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API of {@code openapi.yaml} below {@code /api/v1}: keys, scopes, limits, audit; what each operation does is an
 * {@link Operation}. Requests are checked against the contract before an operation sees them. Event loops only.
 */
public final class RestApi {
    private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);
    private static final String BASE = "/api/v1/*";
    private static final String KEY = "voxpost.key";
    private static final String SUBJECT = "voxpost.subject";
    private static final String OUTCOME = "voxpost.outcome";
    private static final String BEARER = "Bearer ";
    private static final long RELOAD_EVERY_MS = 2000;

    private final Vertx vertx;
    private final ApiKeys keys;
    private final RateLimit limit;
    private final Audit audit;
    private final InstantSource clock;

    /** Answers one operation of the contract, whose parameters are checked; on an event loop, must not block. */
    interface Operation {
        void answer(RoutingContext request);
    }

    public RestApi(Vertx vertx, ApiKeys keys, int requestsPerSecond, Audit audit, InstantSource clock) {
        this.vertx = vertx;
        this.keys = keys;
        this.limit = new RateLimit(requestsPerSecond);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Adds the API to the router, as soon as the contract is read; till then it answers 503.
     *
     * @param operations by operation id; all of the contract
     */
    void mount(Router router, Map<String, Operation> operations) {
        keys.reload();
        vertx.setPeriodic(RELOAD_EVERY_MS, timer -> vertx.executeBlocking(() -> {
            keys.reload();
            return true;
        }, false).onFailure(failed -> LOG.warn("API keys could not be read: {}", failed.getMessage())));
        Contract.load(vertx).onSuccess(contract -> {
            router.route(BASE).subRouter(routes(contract, operations));
            router.route(BASE).handler(request -> new Problem(404, "there is no " + request.normalizedPath())
                    .write(request.response()));
        }).onFailure(failed -> LOG.error("the API stays closed, its contract cannot be read", failed));
        router.route(BASE).last().handler(request -> new Problem(503, "the API is not open yet")
                .write(request.response()));
        router.route(BASE).failureHandler(this::failed);
    }

    private Router routes(OpenAPIContract contract, Map<String, Operation> operations) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract).rootHandler(this::admit);
        for (OpenAPIRoute route : builder.getRoutes()) {
            String id = route.getOperation().getOperationId();
            Operation operation = Optional.ofNullable(operations.get(id))
                    .orElseThrow(() -> new IllegalStateException("nothing answers operation " + id));
            Scope scope = Scope.of(String.valueOf(route.getOperation().getOpenAPIModel().getString("x-scope")))
                    .orElseThrow(() -> new IllegalStateException("operation " + id + " has no scope"));
            List<TextParameter> texts = Contract.texts(id);
            route.setDoSecurity(false).addHandler(request -> {
                ApiKey key = request.get(KEY);
                if (key.scopes().contains(scope)) {
                    texts.forEach(text -> text.check(request));
                    operation.answer(request);
                } else {
                    new Problem(403, "the key has not the scope " + scope.word()).write(request.response());
                }
            }).addFailureHandler(this::failed);
        }
        return builder.createRouter();
    }

    /** Lets good keys in, within their limit, and sees to it that the answer gets into the audit. */
    private void admit(RoutingContext request) {
        Optional<ApiKey> key = secret(request.request()).flatMap(keys::find);
        request.addEndHandler(ended -> audit(request, key.map(ApiKey::id).orElse("")));
        if (key.isEmpty()) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            new Problem(401, "a key is needed: Authorization: Bearer KEY").write(request.response());
            return;
        }
        long left = limit.take(key.get().id(), clock.instant().getEpochSecond());
        request.response().putHeader("RateLimit-Limit", Integer.toString(limit.perSecond()))
                .putHeader("RateLimit-Remaining", Long.toString(Math.max(0, left))).putHeader("RateLimit-Reset", "1");
        if (left < 0) {
            request.response().putHeader("Retry-After", "1");
            new Problem(429, "more than " + limit.perSecond() + " requests in this second").write(request.response());
            return;
        }
        request.put(KEY, key.get());
        request.next();
    }

    private static Optional<String> secret(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(request.getHeader("X-API-Key"));
    }

    private void audit(RoutingContext request, String key) {
        String operation = request.request().method() + " " + request.normalizedPath();
        String subject = request.get(SUBJECT, "");
        String outcome = request.response().getStatusCode() + " " + request.get(OUTCOME, "");
        audit.add(new Audit.Line(clock.instant(), key, operation, subject, outcome.strip()));
    }

    /** What the audit says of this request. @param outcome a word for what was answered */
    static void audit(RoutingContext request, String subject, String outcome) {
        request.put(SUBJECT, subject).put(OUTCOME, outcome);
    }

    static void json(RoutingContext request, JsonObject body) {
        request.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }

    private void failed(RoutingContext request) {
        Throwable failure = request.failure() instanceof HttpException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : request.failure();
        if (failure instanceof ValidatorException || failure instanceof BadParameter) {
            new Problem(400, String.valueOf(failure.getMessage())).write(request.response());
            return;
        }
        int status = request.statusCode() < 400 ? 500 : request.statusCode();
        if (failure != null && status >= 500) {
            LOG.error("{} {} failed", request.request().method(), request.normalizedPath(), failure);
        }
        new Problem(status, status >= 500 ? "a fault of ours; the log has it" : "the request is not as it should be")
                .write(request.response());
    }

    /** A parameter that the contract cannot check. */
    static final class BadParameter extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadParameter(String message) {
            super(message);
        }
    }
}
