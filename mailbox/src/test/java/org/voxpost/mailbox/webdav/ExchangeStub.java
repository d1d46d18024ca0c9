package org.voxpost.mailbox.webdav;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;

/**
 * As much of the Exchange 2003 store as its documentation shows in exchanges: folders in German, flags that can be written only
 * before the content, PUT that takes the class from it, paged SEARCH, forms-based sign-in with 440. It refuses what it does
 * not know.
 */
public final class ExchangeStub implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("rows=([0-9]+)-([0-9]+)");
    private static final String ROOT = "/exchange/";

    /** A message in the store. */
    private static final class Stored {
        private final Map<String, String> properties = new TreeMap<>();
        private byte[] content = {};
    }

    /** The answer to the so manieth request of a method stays away. */
    private record Loss(String method, int number, boolean executed) {
    }

    private final Map<String, Stored> messages = new LinkedHashMap<>();
    private final List<String> folders = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private Optional<String> form = Optional.empty();
    private int session = 1;
    private int putStatus = 201;
    private boolean answersLost;
    private Optional<Loss> loss = Optional.empty();
    private int batchStatus = 207;
    private final List<String> batches = new CopyOnWriteArrayList<>();
    private final Set<String> locked = new HashSet<>();
    private int changes;
    private final Map<String, Integer> subscriptions = new LinkedHashMap<>();
    private boolean subscribing = true;
    private int lastSubscription;
    private final HttpServer http;

    public ExchangeStub() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public void start() {
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", exchange -> {
            try (exchange) {
                handle(exchange);
            }
        });
        http.start();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    List<String> ranges() {
        return List.copyOf(ranges);
    }

    /** Bodies of batch requests. */
    List<String> batches() {
        return List.copyOf(batches);
    }

    void refuseBatches(int status) {
        batchStatus = status;
    }

    synchronized void lock(String path) {
        locked.add(path);
    }

    void refusePut(int status) {
        putStatus = status;
    }

    /** @param executed false: the connection ends before the request has any effect */
    synchronized void lose(String method, int number, boolean executed) {
        loss = Optional.of(new Loss(method, number, executed));
    }

    /** The owner, or a rule of his. */
    synchronized void owner(String from, String to) {
        messages.put(to, messages.remove(from));
    }

    /** Message classes by path. */
    synchronized Map<String, String> classes() {
        Map<String, String> classes = new TreeMap<>();
        messages.forEach((path, stored) -> classes.put(path, stored.properties.getOrDefault(Dav.CLASS, "")));
        return classes;
    }

    void signInByForm(String user, String password) {
        form = Optional.of("username=" + user + "&password=" + password);
    }

    synchronized void refuseSubscriptions() {
        subscribing = false;
    }

    synchronized void forgetSubscriptions() {
        subscriptions.clear();
    }

    synchronized void forgetSessions() {
        session++;
    }

    synchronized void put(String path, String messageClass) {
        var one = new Stored();
        one.properties.put(Dav.CLASS, messageClass);
        one.properties.put(Dav.READ, "0");
        messages.put(path, one);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("owaauth.dll")) {
            logOn(exchange, new String(body, StandardCharsets.UTF_8));
            return;
        }
        if (form.isPresent()) {
            String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
            if (!cookie.contains("sessionid=" + session) || !cookie.contains("cadata=x")) {
                answer(exchange, 440, "");
                return;
            }
        }
        seen.add(method + " " + path);
        Optional<Loss> lost = loss.filter(l -> l.method().equals(method)
                && l.number() == seen.stream().filter(s -> s.startsWith(method + " ")).count());
        if (lost.isPresent() && !lost.get().executed()) {
            exchange.close();
            return;
        }
        lost.ifPresent(l -> answersLost = true);
        switch (method) {
            case "PROPFIND" -> propfind(exchange, path);
            case "PROPPATCH" -> proppatch(exchange, path, body);
            case "PUT" -> put(exchange, path, body);
            case "GET" -> get(exchange, path);
            case "SEARCH" -> search(exchange, body);
            case "MOVE" -> move(exchange, path);
            case "BPROPFIND", "BPROPPATCH", "BMOVE", "BDELETE" -> batch(exchange, method, path, body);
            case "MKCOL" -> {
                folders.add(path);
                answer(exchange, 201, "");
            }
            case "SUBSCRIBE" -> subscribe(exchange);
            case "POLL" -> poll(exchange, path);
            case "UNSUBSCRIBE" ->
                answer(exchange, subscriptions.remove(subscription(exchange)) == null ? 412 : 200, "");
            case "DELETE" -> answer(exchange, messages.remove(path) == null ? 404 : 200, "");
            default -> answer(exchange, 501, "");
        }
    }

    private void logOn(HttpExchange exchange, String body) throws IOException {
        boolean right = form.isPresent()
                && URLDecoder.decode(body, StandardCharsets.UTF_8).contains(form.get() + "&");
        exchange.getResponseHeaders().add("Location", right ? "/exchange/" : "/exchweb/bin/auth/owalogon.asp?reason=2");
        if (right) {
            exchange.getResponseHeaders().add("Set-Cookie", "sessionid=" + session + "; path=/");
            exchange.getResponseHeaders().add("Set-Cookie", "cadata=x; path=/");
        }
        answer(exchange, 302, "");
    }

    private void propfind(HttpExchange exchange, String path) throws IOException {
        String owner = owner(path);
        if (path.equals(ROOT + owner + "/")) {
            answer(exchange, 207, multistatus(response(path, Map.of(Dav.MAIL + "inbox", inside(owner, "Posteingang"),
                    Dav.MAIL + "deleteditems", inside(owner, "Gel%C3%B6schte%20Objekte"),
                    Dav.MAIL + "msgfolderroot", inside(owner, "")))));
        } else if (messages.containsKey(path)) {
            answer(exchange, 207, multistatus(response(path, messages.get(path).properties)));
        } else if (path.endsWith("/") && (folders.contains(path) || path.contains("/Posteingang/"))) {
            answer(exchange, 207, multistatus(response(path, Map.of(Dav.CONTENT_TAG, "rt:" + changes))));
        } else {
            answer(exchange, 404, "");
        }
    }

    /** By the name that the server has inside the firewall. */
    private static String inside(String owner, String folder) {
        return "http://inside.corp.example" + ROOT + owner + "/" + folder;
    }

    private static String owner(String path) {
        String behind = path.substring(ROOT.length());
        return behind.substring(0, behind.indexOf('/'));
    }

    private void proppatch(HttpExchange exchange, String path, byte[] body) throws IOException {
        Stored stored = messages.computeIfAbsent(path, p -> new Stored());
        Map<String, String> set = new TreeMap<>();
        try (var in = new XmlReader(new ByteArrayInputStream(body))) {
            in.root("propertyupdate");
            in.child("set");
            in.child("prop");
            while (in.nextChild()) {
                String name = in.namespace() + in.name();
                set.put(name, in.text());
            }
        }
        if (stored.content.length > 0 && set.containsKey(Dav.MESSAGE_FLAGS)) {
            set.remove(Dav.MESSAGE_FLAGS); // written once
        }
        stored.properties.putAll(set);
        changes++;
        answer(exchange, 207, multistatus(response(path, set)));
    }

    private void put(HttpExchange exchange, String path, byte[] body) throws IOException {
        if (putStatus != 201) {
            answer(exchange, putStatus, "");
            return;
        }
        Stored stored = messages.computeIfAbsent(path, p -> new Stored());
        stored.content = body;
        String head = new String(body, StandardCharsets.UTF_8).split("\r\n\r\n", 2)[0].replace("\r\n ", " ");
        var headers = new jakarta.mail.internet.InternetHeaders();
        head.lines().forEach(headers::addHeaderLine);
        var facts = new org.voxpost.mailbox.mime.VoiceHeaders(headers)
                .summary(new org.voxpost.mailbox.ItemId("x", "x"), Optional.empty(), false, -1);
        stored.properties.put(Dav.CLASS, "IPM.Note");
        stored.properties.put(Dav.SUBJECT, facts.subject());
        stored.properties.put(Dav.MESSAGE_ID, headers.getHeader("Message-ID", null));
        stored.properties.put(Dav.FROM_NAME, facts.caller().person().map(p -> p.displayName()).orElse(""));
        stored.properties.put(Dav.FROM_ADDRESS, facts.caller().person().map(p -> p.address().value()).orElse(""));
        stored.properties.put(Dav.LENGTH, String.valueOf(body.length));
        changes++;
        answer(exchange, 201, "");
    }

    private void subscribe(HttpExchange exchange) throws IOException {
        if (!subscribing) {
            answer(exchange, 501, "");
            return;
        }
        String id = String.valueOf(++lastSubscription);
        subscriptions.put(id, changes);
        exchange.getResponseHeaders().add("Subscription-id", id);
        exchange.getResponseHeaders().add("Subscription-lifetime", "3600");
        answer(exchange, 200, "");
    }

    private static String subscription(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestHeaders().getFirst("Subscription-id"));
    }

    private void poll(HttpExchange exchange, String path) throws IOException {
        Integer seenSoFar = subscriptions.replace(subscription(exchange), changes);
        if (seenSoFar == null) {
            answer(exchange, 412, "");
            return;
        }
        String status = seenSoFar == changes ? "HTTP/1.1 204 No Content" : "HTTP/1.1 200 OK";
        answer(exchange, 207, multistatus("<a:response><a:href>" + path + "</a:href><a:status>" + status
                + "</a:status><e:subscriptionID xmlns:e=\"" + Dav.EXCHANGE + "\"><li>" + subscription(exchange)
                + "</li></e:subscriptionID></a:response>"));
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        Stored stored = messages.get(path);
        if (stored == null || !"f".equals(exchange.getRequestHeaders().getFirst("Translate"))) {
            answer(exchange, stored == null ? 404 : 500, "");
            return;
        }
        exchange.sendResponseHeaders(200, stored.content.length);
        exchange.getResponseBody().write(stored.content);
    }

    private void search(HttpExchange exchange, byte[] body) throws IOException {
        String sql;
        try (var in = new XmlReader(new ByteArrayInputStream(body))) {
            in.root("searchrequest");
            in.child("sql");
            sql = in.text();
        }
        String scope = sql.replaceAll("(?s).*TRAVERSAL OF \"http://[^/]*([^\"]*)\".*", "$1");
        Matcher id = Pattern.compile("message-id\" = '([^']*)'").matcher(sql);
        String wantedId = id.find() ? id.group(1) : "";
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range);
        Matcher rows = RANGE.matcher(range);
        if (!rows.matches()) {
            answer(exchange, 400, "");
            return;
        }
        List<String> found = new ArrayList<>();
        messages.entrySet().stream()
                .filter(m -> m.getKey().startsWith(scope) && (sql.contains("DEEP TRAVERSAL")
                        || m.getKey().indexOf('/', scope.length()) < 0))
                .filter(m -> wantedId.isEmpty() || wantedId.equals(m.getValue().properties.get(Dav.MESSAGE_ID)))
                .filter(m -> !sql.contains("read\" = false") || "0".equals(m.getValue().properties.get(Dav.READ)))
                .sorted(Comparator.comparing(
                        (Map.Entry<String, Stored> m) -> m.getValue().properties.getOrDefault(Dav.RECEIVED, ""))
                        .reversed())
                .skip(Long.parseLong(rows.group(1)))
                .limit(Long.parseLong(rows.group(2)) - Long.parseLong(rows.group(1)) + 1)
                .forEach(m -> found.add(response(m.getKey(), m.getValue().properties)));
        answer(exchange, 207, multistatus(String.join("", found)));
    }

    private void move(HttpExchange exchange, String path) throws IOException {
        String to = URI.create(exchange.getRequestHeaders().getFirst("Destination")).getRawPath();
        Stored stored = messages.remove(path);
        if (stored == null) {
            answer(exchange, 404, "");
            return;
        }
        messages.put(to, stored);
        changes++;
        exchange.getResponseHeaders().add("Location", "http://inside.corp.example" + to);
        answer(exchange, 201, "");
    }

    /** As the SDK shows them: what went well is left out, except where it was asked for (BPROPFIND). */
    private void batch(HttpExchange exchange, String method, String folder, byte[] body) throws IOException {
        if (batchStatus != 207) {
            answer(exchange, batchStatus, "");
            return;
        }
        batches.add(new String(body, StandardCharsets.UTF_8));
        StubBatch request;
        try {
            request = StubBatch.read(method, body);
        } catch (XmlException wrong) {
            answer(exchange, 400, "");
            return;
        }
        String to = String.valueOf(exchange.getRequestHeaders().getFirst("Destination"));
        if (!folder.endsWith("/") || method.equals("BMOVE") && !to.endsWith("/")
                || method.equals("BPROPFIND") && !"0".equals(exchange.getRequestHeaders().getFirst("Depth"))) {
            answer(exchange, 400, "");
            return;
        }
        var responses = new StringBuilder();
        for (String name : request.names()) {
            String path = folder + name;
            Stored stored = messages.get(path);
            if (stored == null || locked.contains(path)) {
                responses.append("<a:response><a:href>http://inside.corp.example").append(path)
                        .append("</a:href><a:status>HTTP/1.1 ").append(stored == null ? "404 Not Found" : "423 Locked")
                        .append("</a:status></a:response>");
                continue;
            }
            switch (method) {
                case "BPROPFIND" -> responses.append(response(path, stored.properties));
                case "BPROPPATCH" -> stored.properties.putAll(request.properties());
                case "BMOVE" -> messages.put(URI.create(to).getRawPath() + name, messages.remove(path));
                default -> messages.remove(path);
            }
        }
        changes++;
        if (responses.indexOf("423 Locked") >= 0) { // the folder fails with what is in it
            responses.append("<a:response><a:href>").append(folder)
                    .append("</a:href><a:status>HTTP/1.1 424 Method Failure</a:status></a:response>");
        }
        answer(exchange, responses.isEmpty() ? 200 : 207, responses.isEmpty() ? "" : multistatus(responses.toString()));
    }

    private static String multistatus(String responses) {
        return "<?xml version=\"1.0\"?><a:multistatus xmlns:a=\"DAV:\">" + responses + "</a:multistatus>";
    }

    private static String response(String path, Map<String, String> properties) {
        var text = new StringBuilder("<a:response><a:href>http://inside.corp.example")
                .append(path.replace("&", "&amp;"))
                .append("</a:href><a:propstat><a:status>HTTP/1.1 200 OK</a:status><a:prop>");
        properties.forEach((name, value) -> {
            int local = Dav.split(name);
            text.append("<p:").append(name.substring(local)).append(" xmlns:p=\"").append(name, 0, local)
                    .append("\">").append(value.replace("&", "&amp;").replace("<", "&lt;")).append("</p:")
                    .append(name.substring(local)).append('>');
        });
        return text.append("</a:prop></a:propstat></a:response>").toString();
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        if (answersLost) {
            answersLost = false;
            exchange.close(); // without a status line
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
