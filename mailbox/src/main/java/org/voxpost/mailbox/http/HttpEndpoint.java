package org.voxpost.mailbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.voxpost.mailbox.auth.SignIn;
import org.voxpost.mailbox.http.HttpRequest.Field;

/**
 * HTTP/1.1 exchanges with one account's server. It owns its connections: they are never used for another account, so
 * connection-bound sign-in (NTLM, Negotiate) is safe. Nothing is repeated but for sign-in, no redirect is followed, no
 * {@code Expect: 100-continue} is sent, Content-Length is always known.
 *
 * <p>Blocks: call it on virtual threads. Safe for use by many threads.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final int DRAINED_BYTES = 64 << 10; // a longer rest costs more than a new connection
    private static final TimeValue OLDEST_CONNECTION = TimeValue.ofMinutes(10);
    private static final TimeValue UNCHECKED_IDLE = TimeValue.ZERO_MILLISECONDS; // 1 ms a request; an old one breaks it

    private final HttpSettings settings;
    private final SignIn signIn;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Set<HttpUriRequestBase> underWay = ConcurrentHashMap.newKeySet();

    /** Opens nothing yet. @throws IllegalArgumentException if the settings cannot work */
    public HttpEndpoint(HttpSettings settings) {
        this.settings = settings;
        this.signIn = SignIn.of(settings.account());
        this.client = client(settings, signIn);
        this.deadlines = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().name("voxpost-http-deadlines").daemon().factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient client(HttpSettings settings, SignIn signIn) {
        Timeout connect = timeout(settings.connectTimeout());
        Timeout response = timeout(settings.responseTimeout());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(socket -> {
                    var connection = new QuietConnection();
                    if (socket != null) {
                        connection.bind(socket);
                    }
                    return connection;
                })
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(settings.trust().context()))
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(connect)
                        .setSocketTimeout(response).setTimeToLive(OLDEST_CONNECTION)
                        .setValidateAfterInactivity(UNCHECKED_IDLE).build())
                .setMaxConnTotal(settings.maxConnections()).setMaxConnPerRoute(settings.maxConnections()).build();
        Lookup<org.apache.hc.client5.http.auth.AuthSchemeFactory> schemes = name -> signIn.schemes().entrySet()
                .stream().filter(e -> e.getKey().equalsIgnoreCase(name)).map(java.util.Map.Entry::getValue)
                .findFirst().orElse(null);
        String owner = settings.account().name();
        var builder = HttpClients.custom().setConnectionManager(connections)
                .setRequestExecutor(new SentMark(signIn.connection()))
                .setDefaultAuthSchemeRegistry(schemes).disableAuthCaching()
                .setUserTokenHandler((route, context) -> owner)
                .disableAutomaticRetries().disableRedirectHandling().disableContentCompression()
                .setUserAgent(settings.userAgent());
        settings.proxy().ifPresent(p -> builder.setProxy(proxy(p)));
        return builder.build();
    }

    private static HttpHost proxy(URI uri) {
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("a proxy is written as http://host:port, without user");
        }
        return new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(Math.max(1, duration.toMillis()));
    }

    public HttpSettings settings() {
        return settings;
    }

    /**
     * Sends {@code request} and lets {@code reader} read the answer, whatever its status.
     *
     * @throws HttpFailure if there is no whole answer; {@code reader}'s {@link IOException}s count as such too
     */
    public <T> T exchange(HttpRequest request, HttpAnswer.Reader<T> reader) {
        return attempt(request, answer -> {
            if (answer.status() == 401 && signIn.renew().getAsBoolean()) {
                return Optional.<T>empty();
            }
            return Optional.of(reader.read(answer));
        }).orElseGet(() -> attempt(request, reader)); // refused unread: nothing was done yet
    }

    private <T> T attempt(HttpRequest request, HttpAnswer.Reader<T> reader) {
        HttpUriRequestBase message = message(request);
        HttpClientContext context = HttpClientContext.create();
        context.setUserToken(settings.account().name());
        context.setCookieStore(request.cookies().map(CookieJar::store).orElseGet(BasicCookieStore::new));
        AtomicBoolean late = new AtomicBoolean();
        Future<?> deadline = deadlines.schedule(() -> {
            late.set(true);
            Thread.startVirtualThread(message::cancel); // closing a TLS socket may wait for its writer
        }, request.deadline().toMillis(), TimeUnit.MILLISECONDS);
        try {
            underWay.add(message);
            return exchange(message, context, request, reader);
        } catch (IOException e) {
            throw failure(request, context, late.get(), e);
        } finally {
            deadline.cancel(false);
            underWay.remove(message);
        }
    }

    private <T> T exchange(HttpUriRequestBase message, HttpClientContext context, HttpRequest request,
            HttpAnswer.Reader<T> reader) throws IOException {
        try (ClassicHttpResponse response = execute(message, context)) {
            InputStream body = body(response, request.answerLimit());
            T result = reader.read(new HttpAnswer(response.getCode(), fields(response), body));
            if (body.readNBytes(DRAINED_BYTES).length == DRAINED_BYTES) {
                message.cancel();
            }
            return result;
        }
    }

    private ClassicHttpResponse execute(HttpUriRequestBase message, HttpClientContext context) throws IOException {
        try {
            return client.executeOpen(null, message, context);
        } catch (IllegalStateException e) { // the deadline while waiting; a closed endpoint
            throw new InterruptedIOException(e.getMessage());
        }
    }

    private HttpUriRequestBase message(HttpRequest request) {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.uri());
        request.fields().forEach(f -> message.addHeader(f.name(), f.value()));
        if (request.gzip()) {
            message.addHeader("Accept-Encoding", "gzip");
        }
        signIn.authorization().ifPresent(a -> message.addHeader("Authorization", a.get()));
        request.body().ifPresent(b -> message.setEntity(new StreamedEntity(b)));
        message.setConfig(RequestConfig.custom().setExpectContinueEnabled(false)
                .setTargetPreferredAuthSchemes(List.copyOf(signIn.schemes().keySet()))
                .setConnectionRequestTimeout(timeout(request.deadline()))
                .setResponseTimeout(timeout(settings.responseTimeout())).build());
        return message;
    }

    private static InputStream body(ClassicHttpResponse response, long limit) throws IOException {
        if (response.getEntity() == null) {
            return InputStream.nullInputStream();
        }
        InputStream raw = response.getEntity().getContent();
        String encoding = Optional.ofNullable(response.getEntity().getContentEncoding()).orElse("identity");
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> new BoundedInput(new GZIPInputStream(raw), limit);
            case "identity", "" -> new BoundedInput(raw, limit);
            default -> throw new IOException("the answer is encoded as '" + encoding + "', which was not offered");
        };
    }

    private static List<Field> fields(ClassicHttpResponse response) {
        return java.util.Arrays.stream(response.getHeaders()).map(HttpEndpoint::field).toList();
    }

    private static Field field(Header header) {
        String value = header.getValue() == null ? "" : header.getValue().replaceAll("\\p{Cntrl}", " ");
        return new Field(header.getName(), value);
    }

    private static HttpFailure failure(HttpRequest request, HttpClientContext context, boolean late, IOException e) {
        String what = late ? "no whole answer within " + request.deadline().toMillis() + " ms" : describe(e);
        return SentMark.of(context)
                .<HttpFailure>map(at -> new HttpFailure.MaybeExecuted(request.peer(), what, at, e))
                .orElseGet(() -> new HttpFailure.NotSent(request.peer(), what, e));
    }

    private static String describe(IOException e) {
        String text = e.getMessage();
        String kind = e.getClass().getSimpleName();
        return text == null ? kind : text + " (" + kind + ")";
    }

    /** Closes every connection, also those in use and those that are just being made, which the pool does not know yet. */
    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
        underWay.forEach(message -> Thread.startVirtualThread(message::cancel));
    }
}
