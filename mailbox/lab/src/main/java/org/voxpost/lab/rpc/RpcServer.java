package org.voxpost.lab.rpc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rpc.Pdu;

/** RPC over TCP (ncacn_ip_tcp): listens on one port; a virtual thread per connection. */
public final class RpcServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);
    private static final int BACKLOG = 256;

    private final ServerSocket listening;
    private final List<RpcInterface> interfaces;
    private final LabDomain domain;
    private final AssociationGroups groups;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private RpcServer(ServerSocket listening, List<RpcInterface> interfaces, LabDomain domain,
            AssociationGroups groups) {
        this.groups = groups;
        this.listening = listening;
        this.interfaces = List.copyOf(interfaces);
        this.domain = domain;
    }

    /** @param address port 0 for any free one */
    public static RpcServer start(InetSocketAddress address, List<RpcInterface> interfaces, LabDomain domain,
            AssociationGroups groups) throws IOException {
        var listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(address, BACKLOG);
        var server = new RpcServer(listening, interfaces, domain, groups);
        Thread.ofVirtual().name("lab-rpc-accept").start(server::accept);
        return server;
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().name("lab-rpc").start(() -> serve(socket));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    LOG.warn("Accepting a connection failed: {}", e.toString());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var association = new Association(interfaces, domain, Integer.toString(port()), groups,
                        Optional.empty(), false)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            Optional<byte[]> pdu = Pdu.next(in);
            while (pdu.isPresent()) {
                for (byte[] answer : association.receive(pdu.get())) {
                    out.write(answer);
                }
                out.flush();
                pdu = Pdu.next(in);
            }
        } catch (IOException | WireException | RpcInterface.Cut e) {
            LOG.info("RPC connection ended: {}", e.toString());
        } finally {
            open.remove(socket);
        }
    }

    /** Cuts every connection, as a restarted server does. */
    public void cutConnections() {
        open.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("Closing: {}", e.toString());
            }
        });
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.warn("Closing failed: {}", e.toString());
        }
        cutConnections();
    }
}
