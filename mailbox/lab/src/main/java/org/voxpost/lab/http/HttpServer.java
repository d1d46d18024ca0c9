package org.voxpost.lab.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on one address; a virtual thread per connection. Handlers and schemes can be added while it runs. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 1024;

    private final ServerSocket listening;
    private final Optional<ServerTls> tls;
    private final BooleanSupplier refusing;
    private final Map<String, Route> routes = new ConcurrentSkipListMap<>(java.util.Comparator.reverseOrder());
    private final List<SignInScheme> schemes = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    record Route(HttpHandler handler, boolean signIn) {
    }

    private HttpServer(ServerSocket listening, Optional<ServerTls> tls, BooleanSupplier refusing) {
        this.listening = listening;
        this.tls = tls;
        this.refusing = refusing;
    }

    /**
     * @param address port 0 for any free one
     * @param tls empty for plain HTTP
     * @param refusing asked for every new connection; true: it is reset at once
     */
    public static HttpServer start(InetSocketAddress address, Optional<ServerTls> tls, BooleanSupplier refusing)
            throws IOException {
        var listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(address, BACKLOG);
        var server = new HttpServer(listening, tls, refusing);
        Thread.ofVirtual().name("lab-http-accept").start(server::accept);
        return server;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Serves {@code path} and all below it (case ignored); the longest prefix wins. */
    public void serve(String path, HttpHandler handler) {
        routes.put(key(path), new Route(handler, true));
    }

    /** As {@link #serve}, without sign-in. */
    public void serveOpenly(String path, HttpHandler handler) {
        routes.put(key(path), new Route(handler, false));
    }

    /** Offered in the order in which they were added. */
    public void offer(SignInScheme scheme) {
        schemes.add(scheme);
    }

    Optional<Route> route(String path) {
        String asked = key(path);
        return routes.entrySet()
                .stream()
                .filter(route -> asked.equals(route.getKey()) || asked.startsWith(route.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String key(String path) {
        return path.toLowerCase(java.util.Locale.ROOT);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                if (refusing.getAsBoolean()) {
                    reset(socket);
                } else {
                    open.add(socket);
                    Thread.ofVirtual().name("lab-http").start(() -> serve(socket));
                }
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    LOG.warn("Accepting a connection failed: {}", e.toString());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Socket secured = tls.isPresent() ? tls.get().secure(socket) : socket;
            var facts = new SignInScheme.ConnectionFacts(tls.map(ServerTls::certificate));
            new HttpConnection(this, secured, () -> reset(socket), new SignIn(List.copyOf(schemes), facts)).run();
        } catch (IOException e) {
            LOG.debug("Connection ended: {}", e.toString());
        } finally {
            open.remove(socket);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            LOG.debug("Reset: {}", e.toString());
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.warn("Closing failed: {}", e.toString());
        }
        open.forEach(HttpServer::reset);
    }
}
