package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.voxpost.mailbox.http.Throttle;
import org.voxpost.mailbox.http.RetryAfter;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.ews.EwsErrors.Kind;
import org.voxpost.mailbox.ews.ResponseMessages.Payload;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.http.CookieJar;
import org.voxpost.mailbox.http.HttpAnswer;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpFailure;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.wire.soap.Soap;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.SoapFault;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Does EWS operations at one server: envelope, sign-in, errors, pauses, older schemas. Safe for many threads. */
final class EwsClient implements AutoCloseable {
    private static final List<String> VERSIONS = List.of("Exchange2016", "Exchange2013_SP1", "Exchange2013",
            "Exchange2010_SP2", "Exchange2010_SP1", "Exchange2010", "Exchange2007_SP1", "Exchange2007");
    private static final long ANSWER_LIMIT = 1L << 30; // a recording of the longest call, in base64
    private static final int REFUSALS_BELIEVED = 3; // an overloaded server answers 401 for a while

    private final EwsSettings settings;
    private final HttpEndpoint endpoint;
    private final InstantSource clock;
    private final Throttle throttle;
    private final AtomicInteger refusals = new AtomicInteger(REFUSALS_BELIEVED);
    private final Optional<SmtpAddress> anchor;
    private final CookieJar cookies = new CookieJar();
    private final ServerTraits traits = new ServerTraits();
    private volatile String version;
    private volatile Optional<String> software = Optional.empty();

    EwsClient(EwsSettings settings, InstantSource clock) {
        this(settings, clock, Optional.empty());
    }

    /** @param anchor keeps all requests on the back end of this mailbox; empty: each goes to its own */
    EwsClient(EwsSettings settings, InstantSource clock, Optional<SmtpAddress> anchor) {
        this.anchor = anchor;
        this.settings = settings;
        this.endpoint = new HttpEndpoint(settings.http());
        this.clock = clock;
        this.throttle = new Throttle(clock);
        this.version = settings.version();
    }

    EwsSettings settings() {
        return settings;
    }

    ServerTraits traits() {
        return traits;
    }

    /** True if the server was found to know only schemas before {@code wanted}, or fewer were asked for. */
    boolean isOlderThan(String wanted) {
        return VERSIONS.indexOf(version) > VERSIONS.indexOf(wanted);
    }

    EwsRequest request(String operation, SmtpAddress owner, SoapEnvelope.Part body) {
        return new EwsRequest(operation, owner, true, settings.deadline(), Optional.empty(), body);
    }

    /** Does the operation. @throws MailboxException if the answer holds any error */
    void call(EwsRequest request, Payload payload) {
        List<Problem> problems = problems(request, payload);
        if (!problems.isEmpty()) {
            throw exception(request, problems.getFirst());
        }
    }

    MailboxException exception(EwsRequest request, Problem problem) {
        return EwsErrors.exception(request, peer(), problem, clock.instant());
    }

    /** Does the operation and hands back the errors of its messages; what concerns the whole request is thrown. */
    List<Problem> problems(EwsRequest request, Payload payload) {
        throttle.left(request.owner()).ifPresent(left -> {
            throw new MailboxException.Unavailable(what(request), peer(), "asked for a pause", Optional.of(left), null);
        });
        while (true) {
            Optional<String> needed = request.schema().filter(this::isOlderThan);
            String asked = needed.orElse(version);
            Outcome outcome = exchange(request, asked, payload);
            if (outcome.wholeRequestFailed() && isVersion(outcome.problems().getFirst()) && needed.isEmpty()
                    && lower(asked)) {
                continue;
            }
            outcome.problems().forEach(p -> EwsErrors.backOff(p).ifPresent(t -> throttle.pause(request.owner(), t)));
            if (outcome.wholeRequestFailed()) {
                throw exception(request, outcome.problems().getFirst());
            }
            return outcome.problems();
        }
    }

    private static boolean isVersion(Problem problem) {
        return EwsErrors.kind(problem.code()) == Kind.VERSION;
    }

    private boolean lower(String refused) {
        int next = VERSIONS.indexOf(refused) + 1;
        if (next == 0 || next == VERSIONS.size()) {
            return false;
        }
        version = VERSIONS.get(next);
        return true;
    }

    private record Outcome(boolean wholeRequestFailed, List<Problem> problems) {
    }

    private Outcome exchange(EwsRequest request, String asked, Payload payload) {
        Instant sent = clock.instant();
        try {
            return endpoint.exchange(http(request, asked), answer -> read(request, answer, payload, sent));
        } catch (HttpFailure e) {
            throw request.repeatable() ? e.whenRepeatable(what(request)) : e.whenNotRepeatable(what(request));
        }
    }

    private HttpRequest http(EwsRequest request, String asked) {
        HttpBody.Content content = out -> write(out, request, asked);
        XmlWriter.Measure measure = new XmlWriter.Measure();
        try {
            content.writeTo(measure);
        } catch (IOException e) {
            throw new IllegalStateException("the request cannot be written: " + e.getMessage(), e);
        }
        HttpRequest http = HttpRequest
                .post(settings.url(), new HttpBody(Soap.CONTENT_TYPE, measure.length(), content))
                .with("SOAPAction", "\"" + Soap.MESSAGES + "/" + request.operation() + "\"")
                .with("X-AnchorMailbox", anchor.orElse(request.owner()).value()).within(request.deadline())
                .withAnswerLimit(ANSWER_LIMIT);
        return anchor.isPresent() ? http.with("X-PreferServerAffinity", "true").withCookies(cookies) : http;
    }

    /**
     * Does an operation whose answer is a sequence of envelopes; returns when the server ends it.
     *
     * @return the errors of the envelope with which it ended; none if it ended well
     * @throws MailboxException if the connection breaks, or the answer is none of EWS
     */
    List<Problem> stream(EwsRequest request, Payload payload) {
        Instant sent = clock.instant();
        try {
            return endpoint.exchange(http(request, version).withoutGzip(), answer -> {
                if (!isEnvelope(answer)) {
                    throw refused(request, answer, sent);
                }
                EnvelopeStream envelopes = new EnvelopeStream(answer.body());
                for (var next = envelopes.next(); next.isPresent(); next = envelopes.next()) {
                    List<Problem> problems = envelope(request.operation(), next.get(), payload).problems();
                    if (!problems.isEmpty()) {
                        return problems;
                    }
                }
                return List.of();
            });
        } catch (HttpFailure e) {
            throw e.whenRepeatable(what(request));
        }
    }

    private static boolean isEnvelope(HttpAnswer answer) {
        return answer.mediaType().endsWith("xml") && (answer.status() == 200 || answer.status() == 500);
    }

    void write(OutputStream out, EwsRequest request, String asked) throws IOException {
        SoapEnvelope.write(out, Map.of(), header -> {
            header.start("t:RequestServerVersion").attribute("Version", asked).end();
            if (settings.access() == EwsSettings.Access.IMPERSONATION) {
                header.start("t:ExchangeImpersonation").start("t:ConnectingSID")
                        .element("t:PrimarySmtpAddress", request.owner().value()).end().end();
            }
        }, request.body());
    }

    private Outcome read(EwsRequest request, HttpAnswer answer, Payload payload, Instant sent) throws IOException {
        if (!isEnvelope(answer)) {
            throw refused(request, answer, sent);
        }
        refusals.set(0);
        return envelope(request.operation(), answer.body(), payload);
    }

    private Outcome envelope(String operation, InputStream body, Payload payload) throws IOException {
        try (XmlReader in = new XmlReader(body)) {
            return new Outcome(false, SoapEnvelope.read(in, header -> {
                serverVersion(header);
                return Optional.empty();
            }, response -> ResponseMessages.read(response, operation, payload)));
        } catch (SoapFault fault) {
            return new Outcome(true, List.of(Problem.of(fault)));
        }
    }

    private void serverVersion(XmlReader header) throws IOException {
        if (header.name().equals("ServerVersionInfo")) {
            String numbers = Stream.of("MajorVersion", "MinorVersion", "MajorBuildNumber", "MinorBuildNumber")
                    .flatMap(part -> header.attribute(part).stream()).filter(part -> part.matches("\\d{1,6}"))
                    .collect(Collectors.joining("."));
            software = numbers.isEmpty() ? Optional.empty() : Optional.of("Exchange " + numbers);
        }
        header.skip();
    }

    /** True if an answer told that the server is of this release or a later one; 15 is Exchange 2013. */
    boolean isRelease(int major) {
        Optional<String> told = software.map(text -> text.substring(text.indexOf(' ') + 1).split("\\.", 2)[0]);
        return told.filter(number -> Integer.parseInt(number) >= major).isPresent();
    }

    /** The version that the last answer told. */
    Optional<String> software() {
        return software;
    }

    /** The answer did not come from EWS itself. */
    private MailboxException refused(EwsRequest request, HttpAnswer answer, Instant sent) {
        String what = what(request);
        String said = "HTTP " + answer.status() + (answer.mediaType().isEmpty() ? "" : " " + answer.mediaType());
        return switch (answer.status()) {
            case 401 -> refusals.incrementAndGet() < REFUSALS_BELIEVED
                    ? unavailable(what, said + " after it had been accepted", Optional.of(EwsErrors.BUSY_DEFAULT))
                    : new MailboxException.AccountRejected(what, peer(), said);
            case 403, 407 -> new MailboxException.AccountRejected(what, peer(), said);
            case 413 -> new MailboxException.MessageTooLarge(what, peer(), said, 0);
            case 429, 503 -> {
                Duration pause = retryAfter(answer).orElse(EwsErrors.BUSY_DEFAULT);
                throttle.pauseAll(pause);
                yield unavailable(what, said, Optional.of(pause));
            }
            case 302 -> answer.field("Location").orElse("").contains("genericerrorpage")
                    ? ambiguous(request, said + " to the error page", sent)
                    : unavailable(what, said, Optional.empty());
            default -> answer.status() >= 500
                    ? ambiguous(request, said, sent)
                    : unavailable(what, said, Optional.empty());
        };
    }

    private MailboxException unavailable(String what, String said, Optional<Duration> pause) {
        return new MailboxException.Unavailable(what, peer(), said, pause, null);
    }

    private MailboxException ambiguous(EwsRequest request, String said, Instant sent) {
        return request.repeatable()
                ? unavailable(what(request), said, Optional.empty())
                : new MailboxException.OutcomeUnknown(what(request), peer(), said, sent, null);
    }

    /** Seconds, or a date (RFC 9110, 10.2.3). */
    private Optional<Duration> retryAfter(HttpAnswer answer) {
        return RetryAfter.read(answer.field("Retry-After").orElse(""), clock.instant()).map(RetryAfter::bounded);
    }

    private static String what(EwsRequest request) {
        return request.operation() + " for " + request.owner();
    }

    String peer() {
        return settings.url().getAuthority();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
