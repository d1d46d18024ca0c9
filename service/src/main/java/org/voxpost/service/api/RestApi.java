package org.voxpost.service.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API of {@code openapi.yaml} below {@code /api/v1}: what each operation does is an
 * {@link Operation}. Requests are checked against the contract before an operation sees them. Event loops only.
 */
final class RestApi {
    private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);
    private static final String BASE = "/api/v1/*";
    private static final int LONGEST_BODY = 512 * 1024;

    private final Vertx vertx;
    private final Admission admission;

    /** Answers one operation of the contract, whose parameters are checked; on an event loop, must not block. */
    interface Operation {
        void answer(RoutingContext request);
    }

    RestApi(Vertx vertx, Admission admission) {
        this.vertx = vertx;
        this.admission = admission;
    }

    /**
     * Adds the API to the router, as soon as the contract is read; till then it answers 503.
     *
     * @param operations by operation id; all of the contract
     * @return done when it answers; failed if it never will, which is told
     */
    Future<Void> mount(Router router, Map<String, Operation> operations) {
        Future<Void> open = Contract.load(vertx).map(contract -> {
            router.route(BASE).handler(admission::admit); // before any of the body is read
            router.route(BASE).subRouter(routes(contract, operations));
            router.route(BASE).handler(request -> new Problem(404, "there is no " + request.normalizedPath())
                    .write(request.response()));
            return contract;
        }).<Void>mapEmpty().onFailure(RestApi::unread);
        router.route(BASE).last().handler(request -> new Problem(503, "the API is not open yet")
                .write(request.response()));
        router.route(BASE).failureHandler(this::failed);
        return open;
    }

    private static void unread(Throwable failed) {
        LOG.error("the API stays closed, its contract cannot be read", failed);
    }

    private Router routes(Contract contract, Map<String, Operation> operations) {
        Router direct = Router.router(vertx);
        RouterBuilder builder = RouterBuilder.create(vertx, contract.requests(), RequestExtractor.withBodyHandler())
                .rootHandler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
        for (OpenAPIRoute route : builder.getRoutes()) {
            String id = route.getOperation().getOperationId();
            Operation operation = Optional.ofNullable(operations.get(id))
                    .orElseThrow(() -> new IllegalStateException("nothing answers operation " + id));
            Scope scope = Scope.of(String.valueOf(route.getOperation().getOpenAPIModel().getString("x-scope")))
                    .orElseThrow(() -> new IllegalStateException("operation " + id + " has no scope"));
            List<TextParameter> texts = contract.texts().getOrDefault(id, List.of());
            Handler<RoutingContext> handler = request -> {
                if (admission.may(request, scope)) {
                    texts.forEach(text -> text.check(request));
                    operation.answer(request);
                }
            };
            if (isWhollyTexts(route.getOperation())) {
                direct.get(route.getOperation().getOpenAPIPath()).handler(handler).failureHandler(this::failed);
            }
            route.setDoSecurity(false).addHandler(handler).addFailureHandler(this::failed);
        }
        direct.route().subRouter(builder.createRouter());
        return direct;
    }

    /** True for a question without a body whose parameters {@link TextParameter} checks: nothing is left to the library. */
    private static boolean isWhollyTexts(io.vertx.openapi.contract.Operation operation) {
        return operation.getHttpMethod() == HttpMethod.GET && operation.getRequestBody() == null
                && operation.getParameters().isEmpty();
    }

    static void json(RoutingContext request, JsonObject body) {
        json(request, body.toBuffer());
    }

    /** @param body JSON */
    static void json(RoutingContext request, Buffer body) {
        request.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store")
                .end(body);
    }

    private void failed(RoutingContext request) {
        Throwable failure = request.failure() instanceof HttpException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : request.failure();
        if (failure instanceof ValidatorException || failure instanceof BadParameter
                || failure instanceof DecodeException) {
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
