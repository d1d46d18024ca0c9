package org.voxpost.mailbox.autodiscover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.http.HttpAnswer;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpFailure;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * Finds the URLs of mailboxes and remembers them. When a mailbox has moved, {@link #forget} it and ask again; as long as
 * nobody answers, what was known last goes on. Blocks; safe for use by many threads.
 */
public final class Autodiscover implements AutoCloseable {
    private static final String REQUEST = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
    private static final String RESPONSE = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
    private static final int MOST_REDIRECTS = 10;
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final long LONGEST_ANSWER = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Known(Discovered discovered, Instant until) {
    }

    private final AutodiscoverSettings settings;
    private final Places places;
    private final HostPolicy policy;
    private final InstantSource clock;
    private final HttpEndpoint endpoint;
    private final HttpEndpoint nobody;
    private final Map<SmtpAddress, Known> known = new ConcurrentHashMap<>();

    public Autodiscover(AutodiscoverSettings settings, InstantSource clock) {
        this(settings, clock, settings.place().map(Places::only).orElseGet(Places::internet), HostPolicy.of(settings));
    }

    Autodiscover(AutodiscoverSettings settings, InstantSource clock, Places places, HostPolicy policy) {
        this.settings = settings;
        this.clock = clock;
        this.places = places;
        this.policy = policy;
        this.endpoint = new HttpEndpoint(settings.http());
        this.nobody = new HttpEndpoint(HttpSettings.of(new Account.Anonymous()).withTrust(settings.http().trust()));
    }

    /**
     * The URLs of a mailbox, from memory while they hold.
     *
     * @throws MailboxException.AccountRejected if several places, or the only one, refuse the password
     * @throws MailboxException.Unavailable if no place answers; the message lists what was tried
     */
    public Discovered find(SmtpAddress address) {
        Known now = known.get(address);
        if (now != null && now.until().isAfter(clock.instant())) {
            return now.discovered();
        }
        try {
            Discovered found = new Search(address).run();
            known.put(address, new Known(found, clock.instant().plus(found.holds())));
            return found;
        } catch (MailboxException.Unavailable e) {
            if (now != null) {
                return now.discovered();
            }
            throw e;
        }
    }

    /** What is known of this mailbox may be wrong: it is asked for anew next time. */
    public void forget(SmtpAddress address) {
        known.computeIfPresent(address, (a, k) -> new Known(k.discovered(), Instant.MIN));
    }

    /** What a place says: the URLs, or where to go on; neither if it is of no use. */
    private record Step(Optional<Discovered> found, Optional<URI> next) {
    }

    /** One search through the places. */
    private final class Search {
        private final SmtpAddress asked;
        private final List<String> tried = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private int redirects;
        private final Set<String> refusing = new HashSet<>();
        private SmtpAddress address;

        Search(SmtpAddress address) {
            this.asked = address;
            this.address = address;
        }

        Discovered run() {
            if (!isHostName(address.domain())) {
                tried.add("the mail domain is no host name");
                throw nothing();
            }
            while (true) {
                SmtpAddress before = address;
                Optional<Discovered> found = sources().map(Supplier::get).flatMap(List::stream)
                        .takeWhile(place -> address.equals(before)).map(this::follow).flatMap(Optional::stream)
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                if (address.equals(before)) {
                    return json().orElseThrow(this::nothing);
                }
            }
        }

        /** In order; each is asked only when those before were of no use. */
        private Stream<Supplier<List<URI>>> sources() {
            String domain = address.domain();
            return Stream.of(() -> places.wellKnown(domain),
                    () -> places.plain(domain).flatMap(this::redirectOf).stream().toList(),
                    () -> places.published(domain),
                    () -> places.wellKnown(domain).stream().filter(place -> !SoapAnswer.isAskedAt(place))
                            .map(Autodiscover::bySoap).toList());
        }

        /** An unencrypted place may only name another one. */
        private Optional<URI> redirectOf(URI place) {
            try {
                return nobody.exchange(HttpRequest.get(place).within(EACH).withAnswerLimit(LONGEST_ANSWER),
                        a -> a.status() == 302 ? a.field("Location").flatMap(PoxAnswer::uri) : Optional.<URI>empty());
            } catch (HttpFailure e) {
                tried.add(place + ": " + e.answer());
                return Optional.empty();
            }
        }

        private Optional<Discovered> follow(URI start) {
            Optional<URI> next = Optional.of(start);
            while (next.isPresent() && allowedNow(next.get())) {
                Step step = ask(next.get());
                if (step.found().isPresent()) {
                    return step.found();
                }
                next = step.next();
            }
            return Optional.empty();
        }

        private boolean allowedNow(URI place) {
            Optional<String> objection = policy.objection(place, address.domain());
            if (objection.isPresent()) {
                tried.add(place + ": " + objection.get());
                return false;
            }
            if (!seen.add(address + " " + place) || redirects > MOST_REDIRECTS) {
                tried.add(place + ": asked before, or redirected too often");
                return false;
            }
            return true;
        }

        private Step ask(URI place) {
            try {
                return endpoint.exchange(request(place), answer -> read(place, answer));
            } catch (HttpFailure e) {
                return nowhere(place + ": " + e.answer());
            }
        }

        private Step nowhere(String reason) {
            tried.add(reason);
            return new Step(Optional.empty(), Optional.empty());
        }

        private HttpRequest request(URI place) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            boolean soap = SoapAnswer.isAskedAt(place);
            try {
                if (soap) {
                    SoapAnswer.writeRequest(body, place, address);
                } else {
                    writePox(body);
                }
            } catch (IOException e) {
                throw new IllegalStateException("memory cannot be written", e);
            }
            HttpRequest request = HttpRequest
                    .post(place, HttpBody.of("text/xml; charset=utf-8", body.toByteArray()))
                    .with("X-AnchorMailbox", address.value()).within(EACH).withAnswerLimit(LONGEST_ANSWER);
            return soap
                    ? request.with("SOAPAction", "\"" + SoapAnswer.ACTION + "\"")
                    : request.with("X-MapiHttpCapability", "1");
        }

        private void writePox(ByteArrayOutputStream body) throws IOException {
            new XmlWriter(body).start("Autodiscover").attribute("xmlns", REQUEST).start("Request")
                    .element("EMailAddress", address.value()).element("AcceptableResponseSchema", RESPONSE).end()
                    .end().finish();
        }

        private Step read(URI place, HttpAnswer answer) throws IOException {
            return switch (answer.status()) {
                case 200 -> {
                    try (XmlReader in = new XmlReader(answer.body())) {
                        yield read(place, SoapAnswer.isAskedAt(place)
                                ? SoapAnswer.read(in, settings.view())
                                : PoxAnswer.read(in, settings.view()));
                    }
                }
                case 301, 302, 307, 308 -> redirected(place, answer.field("Location").orElse(""));
                case 401 -> {
                    refusing.add(bySoap(place).toString());
                    yield nowhere(place + ": HTTP 401");
                }
                default -> nowhere(place + ": HTTP " + answer.status());
            };
        }

        private Step read(URI place, PoxAnswer answer) {
            return switch (answer) {
                case PoxAnswer.Settings s -> new Step(Optional.of(believed(s.discovered())), Optional.empty());
                case PoxAnswer.OtherPlace o -> redirected(place, o.url());
                case PoxAnswer.OtherAddress o -> {
                    otherAddress(place, o.address());
                    yield new Step(Optional.empty(), Optional.empty());
                }
                case PoxAnswer.Failure f -> nowhere(place + ": " + f.reason());
            };
        }

        private Step redirected(URI from, String to) {
            redirects++;
            Optional<URI> target = PoxAnswer.uri(to);
            return target.isEmpty()
                    ? nowhere(from + ": redirects to no address")
                    : new Step(Optional.empty(), target);
        }

        private void otherAddress(URI place, String to) {
            redirects++;
            try {
                SmtpAddress other = new SmtpAddress(to);
                URI asHost = URI.create(policy.scheme() + "://" + other.domain());
                if (redirects > MOST_REDIRECTS || !isHostName(other.domain())
                        || policy.objection(asHost, address.domain()).isPresent()) {
                    tried.add(place + ": redirects to " + other + ", which is not allowed");
                } else {
                    address = other;
                }
            } catch (IllegalArgumentException e) {
                tried.add(place + ": redirects to no SMTP address");
            }
        }

        /** Leaves out what lies where nobody allowed us to go. */
        private Discovered believed(Discovered all) {
            return new Discovered(all.ews().filter(this::allowed), all.unifiedMessaging().filter(this::allowed),
                    all.mapiMailStore().filter(this::allowed), all.mapiAddressBook().filter(this::allowed),
                    all.names(), all.holds());
        }

        private boolean allowed(URI uri) {
            return policy.objection(uri, address.domain()).isEmpty();
        }

        /** Autodiscover's second version: knows EWS only, and asks for no password. */
        private Optional<Discovered> json() {
            for (URI place : places.wellKnown(address.domain())) {
                URI asked = URI
                        .create(place.toString().replaceAll("autodiscover\\.xml$", "autodiscover.json") + "?Email="
                                + URLEncoder.encode(address.value(), StandardCharsets.UTF_8)
                                + "&Protocol=Ews&RedirectCount=1");
                if (policy.objection(asked, address.domain()).isPresent()) {
                    continue;
                }
                try {
                    Optional<URI> ews = nobody.exchange(
                            HttpRequest.get(asked).within(EACH).withAnswerLimit(LONGEST_ANSWER), Autodiscover::url);
                    if (ews.filter(this::allowed).isPresent()) {
                        return Optional.of(new Discovered(ews, Optional.empty(), Optional.empty(), Optional.empty(),
                                Discovered.Names.UNKNOWN, Duration.ofHours(1)));
                    }
                    tried.add(asked.getHost() + " (JSON): names no EWS that is allowed");
                } catch (HttpFailure e) {
                    tried.add(asked.getHost() + " (JSON): " + e.answer());
                }
            }
            return Optional.empty();
        }

        private static boolean isHostName(String domain) {
            return domain.matches("[a-z0-9.-]{1,253}");
        }

        private MailboxException nothing() {
            String operation = "Autodiscover for " + asked;
            String all = String.join("; ", tried);
            return refusing.size() > 1 || !refusing.isEmpty() && settings.place().isPresent()
                    ? new MailboxException.AccountRejected(operation, asked.domain(), all)
                    : new MailboxException.Unavailable(operation, asked.domain(), all);
        }
    }

    /** The same place, asked by SOAP: Exchange 2010 and later. */
    private static URI bySoap(URI place) {
        return URI.create(place.toString().replaceAll("\\.xml$", ".svc"));
    }

    private static Optional<URI> url(HttpAnswer answer) throws IOException {
        if (answer.status() != 200) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(answer.text((int) LONGEST_ANSWER - 1));
            return PoxAnswer.uri(json.path("Url").asText(""));
        } catch (com.fasterxml.jackson.core.JacksonException noJson) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        endpoint.close();
        nobody.close();
    }
}
