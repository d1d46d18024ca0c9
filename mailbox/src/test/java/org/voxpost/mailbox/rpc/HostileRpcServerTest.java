package org.voxpost.mailbox.rpc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.wire.rpc.Bind;
import org.voxpost.mailbox.wire.rpc.BindAck;
import org.voxpost.mailbox.wire.rpc.Pdu;
import org.voxpost.mailbox.wire.rpc.Syntax;

/** A server that keeps a call busy without ever answering it: calls end all the same. */
@Timeout(60)
class HostileRpcServerTest {
    private static final Duration LONG = Duration.ofSeconds(20); // no stall of this machine is taken for silence
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final byte[] ACK = Pdu.of(Pdu.BIND_ACK, 1, new BindAck(Bind.FRAGMENT, Bind.FRAGMENT, 1, "1",
            List.of(BindAck.Result.accepted())).write()).write();

    /** What the server does with a connection. */
    @FunctionalInterface
    private interface Behaviour {
        void on(Socket socket) throws IOException, InterruptedException;
    }

    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void aPduThatTricklesInIsGivenUp() throws IOException {
        try (ServerSocket listener = server(socket -> {
            for (byte one : ACK) {
                pause();
                socket.getOutputStream().write(one);
            }
        })) {
            assertThatThrownBy(() -> bind(listener, LONG, SHORT)).isInstanceOf(IOException.class)
                    .hasMessageContaining("does not end");
        }
    }

    @Test
    void fragmentsWithoutEndAreGivenUp() throws Exception {
        byte[] fragment = new Pdu(Pdu.RESPONSE, Pdu.FIRST, 2, new byte[8], Optional.empty()).write();
        try (ServerSocket listener = server(socket -> {
            socket.getOutputStream().write(ACK);
            while (true) {
                socket.getOutputStream().write(fragment);
                pause();
            }
        }); RpcConnection connection = bind(listener, LONG, Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> connection.call(3, new byte[4])).isInstanceOf(IOException.class)
                    .hasMessageContaining("does not end");
        }
    }

    @Test
    void silenceIsGivenUp() throws IOException {
        try (ServerSocket listener = server(socket -> never.await(20, TimeUnit.SECONDS))) {
            assertThatThrownBy(() -> bind(listener, SHORT, LONG)).isInstanceOf(SocketTimeoutException.class)
                    .hasMessageNotContaining("does not end");
        }
    }

    /** So long that all bytes of the ACK take a quarter of a minute. */
    private void pause() throws InterruptedException {
        if (never.await(250, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nobody counts down");
        }
    }

    private static RpcConnection bind(ServerSocket listener, Duration silence, Duration patience)
            throws IOException, RpcFault {
        return RpcConnection.bind(TcpChannel.connect("127.0.0.1", listener.getLocalPort(), LONG, silence, patience),
                Syntax.NSPI, Optional.empty(), 0);
    }

    private static ServerSocket server(Behaviour behaviour) throws IOException {
        var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            try (Socket socket = listener.accept()) {
                behaviour.on(socket);
            } catch (IOException gone) {
                return; // the client gave up
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return listener;
    }
}
