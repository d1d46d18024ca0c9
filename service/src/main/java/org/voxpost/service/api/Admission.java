package org.voxpost.service.api;

import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Lets those in who may ask, within their limit, and sees to it that every answer gets into the audit. Event loops only. */
public final class Admission {
    private static final String CLIENT = "voxpost.client";
    private static final String SUBJECT = "voxpost.subject";
    private static final String OUTCOME = "voxpost.outcome";

    private final List<Credentials> ways;
    private final RateLimit limit;
    private final Audit audit;
    private final InstantSource clock;

    Admission(List<Credentials> ways, int requestsPerSecond, Audit audit, InstantSource clock) {
        this.ways = List.copyOf(ways);
        this.limit = new RateLimit(requestsPerSecond);
        this.audit = audit;
        this.clock = clock;
    }

    /** Handles a request first: whoever is admitted goes to the next handler. */
    void admit(RoutingContext request) {
        Optional<Client> client = client(request);
        request.addEndHandler(ended -> record(request, client.map(Client::id).orElse("")));
        if (client.isEmpty()) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            new Problem(401, "a key is needed: Authorization: Bearer KEY").write(request.response());
            return;
        }
        request.put(CLIENT, client.get());
        if (within(request, 1)) {
            request.next();
        }
    }

    private Optional<Client> client(RoutingContext request) {
        for (Credentials way : ways) {
            Optional<Client> found = way.find(request.request());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Counts so many more requests of the one who was admitted; false if he was told that it is too much. */
    boolean within(RoutingContext request, int requests) {
        Client client = request.get(CLIENT);
        long left = limit.take(client.id(), clock.instant().getEpochSecond(), requests);
        request.response().putHeader("RateLimit-Limit", Integer.toString(limit.perSecond()))
                .putHeader("RateLimit-Remaining", Long.toString(Math.max(0, left))).putHeader("RateLimit-Reset", "1");
        if (left < 0) {
            request.response().putHeader("Retry-After", "1");
            new Problem(429, "more than " + limit.perSecond() + " requests in this second").write(request.response());
        }
        return left >= 0;
    }

    /** True if the one who was admitted may do that; else he was told. */
    boolean may(RoutingContext request, Scope scope) {
        Client client = request.get(CLIENT);
        boolean may = client.scopes().contains(scope);
        if (!may) {
            new Problem(403, "the key has not the scope " + scope.word()).write(request.response());
        }
        return may;
    }

    private void record(RoutingContext request, String client) {
        String operation = request.request().method() + " " + request.normalizedPath();
        String subject = request.get(SUBJECT, "");
        String outcome = request.response().getStatusCode() + " " + request.get(OUTCOME, "");
        audit.add(new Audit.Line(clock.instant(), client, operation, subject, outcome.strip()));
    }

    /** What the audit says of this request. @param outcome a word for what was answered */
    static void note(RoutingContext request, String subject, String outcome) {
        request.put(SUBJECT, subject).put(OUTCOME, outcome);
    }
}
