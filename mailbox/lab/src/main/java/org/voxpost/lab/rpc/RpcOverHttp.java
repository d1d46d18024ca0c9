package org.voxpost.lab.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rpc.Pdu;
import org.voxpost.mailbox.wire.rpc.Rts;

/**
 * {@code /rpc/rpcproxy.dll} ([MS-RPCH] 3.2.3 to 3.2.5): inbound proxy, outbound proxy and server in one. Channels find one
 * another by the cookie of their virtual connection. As with Exchange, every port has every interface.
 */
public final class RpcOverHttp implements HttpHandler {
    /** Where it is served. */
    public static final String PATH = "/rpc/rpcproxy.dll";
    private static final Logger LOG = LoggerFactory.getLogger(RpcOverHttp.class);
    private static final Set<String> PORTS = Set.of("6001", "6002", "6004");
    private static final int CONN_COOKIES = 2;
    private static final int RECYCLE_COOKIES = 3;
    private static final long MOST_ECHOED = 0x10;

    private final AssociationMaker associations;
    private final Map<UUID, VirtualConnection> connections = new ConcurrentHashMap<>();
    private final long outLimit;
    private volatile boolean moving;

    /** Makes the RPC end of a virtual connection. */
    @FunctionalInterface
    interface AssociationMaker {
        Association make(LabAccount account, String port);
    }

    /** @param outLimit bytes after which an OUT channel has to be replaced */
    RpcOverHttp(AssociationMaker associations, long outLimit) {
        this.associations = associations;
        this.outLimit = outLimit;
    }

    /** How many channels have been replaced, for tests. */
    public List<Integer> replaced() {
        return List.of(connections.values().stream().mapToInt(VirtualConnection::replacedIn).sum(),
                connections.values().stream().mapToInt(VirtualConnection::replacedOut).sum());
    }

    /** From now on, channels of new connections are replaced as if their successors led by another proxy. */
    public void moveChannels() {
        moving = true;
    }

    /** Cuts every connection, as a restarted server does. */
    public void cutConnections() {
        connections.values().forEach(VirtualConnection::end);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String query = exchange.query();
        String port = query.substring(query.lastIndexOf(':') + 1);
        if (!PORTS.contains(port) || query.startsWith(":")) {
            exchange.respondLong("HTTP/1.0 503 RPC Error: 6ba", "text/plain", 0);
            return;
        }
        if (exchange.header("Content-Length").filter(length -> Long.parseLong(length) <= MOST_ECHOED).isPresent()) {
            byte[] echo = Rts.of(Rts.ECHO).write();
            exchange.respondLong("HTTP/1.1 200 Success", "application/rpc", echo.length).write(echo);
            return;
        }
        try {
            switch (exchange.method()) {
                case "RPC_OUT_DATA" -> out(exchange);
                case "RPC_IN_DATA" -> in(exchange, port);
                default -> exchange.respond(405, "text/plain", "RPC_IN_DATA and RPC_OUT_DATA only");
            }
        } catch (WireException | RpcInterface.Cut e) {
            LOG.info("RPC over HTTP ended: {}", e.toString());
            exchange.abort();
        }
    }

    private static Rts first(InputStream body) throws IOException {
        return Rts.read(Pdu.next(body).orElseThrow(() -> new WireException("a channel without its first PDU")));
    }

    private void out(HttpExchange exchange) throws IOException {
        Rts rts = first(exchange.body());
        Supplier<OutputStream> answer = () -> begin(exchange);
        if (rts.has(Rts.RECYCLE_CHANNEL)) {
            requireCookies(rts, RECYCLE_COOKIES);
            known(rts, exchange).replaceOut(rts, exchange.body(), answer);
            return;
        }
        requireCookies(rts, CONN_COOKIES);
        VirtualConnection connection = connections.computeIfAbsent(rts.cookies().getFirst(),
                id -> new VirtualConnection(exchange.account(), outLimit, moving));
        connection.requireOwner(exchange.account());
        try {
            connection.serveOut(rts, answer.get());
        } finally {
            connections.remove(rts.cookies().getFirst(), connection);
            connection.end();
        }
        exchange.abort();
    }

    private static OutputStream begin(HttpExchange exchange) {
        try {
            return exchange.respondLong("HTTP/1.1 200 Success", "application/rpc", 1L << 30);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void in(HttpExchange exchange, String port) throws IOException {
        Rts rts = first(exchange.body());
        if (rts.has(Rts.RECYCLE_CHANNEL)) {
            requireCookies(rts, RECYCLE_COOKIES);
            known(rts, exchange).replaceIn(rts, exchange.body());
        } else {
            requireCookies(rts, CONN_COOKIES);
            VirtualConnection connection = connections.computeIfAbsent(rts.cookies().getFirst(),
                    id -> new VirtualConnection(exchange.account(), outLimit, moving));
            connection.requireOwner(exchange.account());
            connection.serveIn(rts, exchange.body(), associations.make(exchange.account(), port));
        }
        exchange.abort();
    }

    private static void requireCookies(Rts rts, int count) {
        if (rts.cookies().size() != count) {
            throw new WireException("a channel begins with " + rts.cookies().size() + " cookies, not " + count);
        }
    }

    private VirtualConnection known(Rts rts, HttpExchange exchange) {
        VirtualConnection connection = connections.get(rts.cookies().getFirst());
        if (connection == null) {
            throw new WireException("the virtual connection is unknown");
        }
        connection.requireOwner(exchange.account());
        return connection;
    }
}
