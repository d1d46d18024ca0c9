package org.voxpost.mailbox.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rpc.Pdu;
import org.voxpost.mailbox.wire.rpc.Rts;
import org.voxpost.mailbox.wire.rpc.RtsCommand;

/**
 * The OUT channel: what the server sends. When the server announces that it is used up, its successor is opened and taken
 * over: by the R2 sequence behind the same proxy, by R1 behind another one ([MS-RPCH] 3.2.2.5.5 to 3.2.2.5.10). Run by
 * one thread.
 */
final class OutChannel implements AutoCloseable {
    private static final int FIRST_LENGTH = 76;
    private static final int SUCCESSOR_LENGTH = 120;
    private static final int OK = 200;
    private static final int SMALLEST_WINDOW = 8192;
    private static final int MOST_BEFORE_AGREED = 16;

    private final ProxyChannels opener;
    private final UUID connection;
    private final HttpRoad.Limits limits;
    private final HttpChannel channel;
    private volatile Account account;
    private volatile @Nullable ProxySocket socket;
    private volatile @Nullable ProxySocket successor;
    private UUID successorCookie = new UUID(0, 0);
    private InputStream body = InputStream.nullInputStream();
    private Duration timeout = Duration.ofMinutes(2);
    private boolean moving; // to another proxy
    private volatile boolean closed;

    /** What CONN/C2 says: window for what is sent, silence that ends the connection. */
    record Agreed(int window, Duration timeout) {
    }

    OutChannel(ProxyChannels opener, UUID connection, HttpRoad.Limits limits, HttpChannel channel) {
        this.opener = opener;
        this.connection = connection;
        this.limits = limits;
        this.channel = channel;
        this.account = new Account(UUID.randomUUID(), limits.window());
    }

    Account account() {
        return account;
    }

    void begin() throws IOException, RpcFault {
        socket = opener.openOut(Rts.connA1(connection, account.channel(), limits.window()).write(), FIRST_LENGTH);
    }

    /** Reads the answer's head, CONN/A3 and CONN/C2. */
    Agreed agree() throws IOException, RpcFault {
        body = body(open());
        for (int i = 0; i < MOST_BEFORE_AGREED; i++) {
            byte[] pdu = next();
            if (!Rts.is(pdu)) {
                throw new IOException("an RPC PDU before CONN/C2");
            }
            Rts rts = rts(pdu);
            rts.first(RtsCommand.ConnectionTimeout.class)
                    .ifPresent(said -> timeout = Duration.ofMillis(Integer.toUnsignedLong(said.milliseconds())));
            Optional<RtsCommand.ReceiveWindowSize> window = rts.first(RtsCommand.ReceiveWindowSize.class);
            if (window.isPresent()) {
                if (window.get().bytes() < SMALLEST_WINDOW) {
                    throw new IOException("the server's window is " + window.get().bytes() + " bytes");
                }
                open().silence(silence());
                return new Agreed(window.get().bytes(), timeout);
            }
        }
        throw new IOException("no CONN/C2 among the first RTS PDUs");
    }

    /** The server pings as often as it was asked to, or has to. */
    private int silence() {
        Duration longer = timeout.compareTo(limits.keepAlive()) > 0 ? timeout : limits.keepAlive();
        return (int) Math.min(Integer.MAX_VALUE, longer.plusSeconds(10).toMillis());
    }

    private ProxySocket open() throws IOException {
        ProxySocket open = socket;
        if (open == null || closed) {
            throw new IOException("the connection is closed");
        }
        return open;
    }

    private InputStream body(ProxySocket from) throws IOException, RpcFault {
        ProxySocket.Answer answer = from.answer();
        if (answer.status() != OK) {
            throw opener.refused(answer);
        }
        return from.body(answer);
    }

    private byte[] next() throws IOException {
        try {
            return Pdu.next(body).orElseThrow(() -> new EOFException("the server ended the OUT channel"));
        } catch (WireException e) {
            throw new IOException("no RPC: " + e.getMessage(), e);
        }
    }

    private static Rts rts(byte[] pdu) throws IOException {
        try {
            return Rts.read(pdu);
        } catch (WireException e) {
            throw new IOException("no RTS PDU: " + e.getMessage(), e);
        }
    }

    void run() {
        try {
            while (!closed) {
                byte[] pdu = next();
                if (Rts.is(pdu)) {
                    hear(rts(pdu));
                } else {
                    channel.arrived(new HttpChannel.Received(pdu, account.channel()));
                }
            }
        } catch (IOException e) {
            channel.failed(e);
        } catch (RpcFault e) {
            channel.failed(new IOException(e.getMessage(), e));
        }
    }

    private void hear(Rts rts) throws IOException, RpcFault {
        Optional<RtsCommand.FlowControlAck> acknowledged = rts.first(RtsCommand.FlowControlAck.class);
        if (acknowledged.isPresent()) {
            channel.in().acknowledged(acknowledged.get());
        } else if (rts.has(Rts.RECYCLE_CHANNEL)) {
            openSuccessor();
        } else if (rts.has(Rts.EOF) || moving && rts.commands().contains(RtsCommand.Sign.ANCE)) {
            takeOver();
        } else if (rts.has(Rts.OUT_CHANNEL)) {
            announceMove(rts);
        } else if (rts.flags() == Rts.NONE && rts.first(RtsCommand.Destination.class).isPresent()) {
            if (rts.commands().contains(RtsCommand.Sign.ANCE)) {
                announceSuccessor();
            } else {
                channel.in().successorKnown(rts);
            }
        }
    }

    private void openSuccessor() throws IOException, RpcFault {
        if (successor != null) {
            throw new IOException("the OUT channel is recycled twice");
        }
        successorCookie = UUID.randomUUID();
        byte[] first = Rts.outA3(connection, account.channel(), successorCookie, limits.window()).write();
        successor = opener.openOut(first, SUCCESSOR_LENGTH);
    }

    private ProxySocket opened() throws IOException {
        ProxySocket next = successor;
        if (next == null) {
            throw new IOException("the server speaks of a successor that there is not");
        }
        return next;
    }

    private void announceSuccessor() throws IOException {
        channel.in().sendRts(Rts.outA7(successorCookie));
        opened().send(Rts.outC1().write());
    }

    /** OUT_R1/A6: the successor leads by another proxy, which has its own idea of silence. */
    private void announceMove(Rts said) throws IOException {
        opened();
        said.first(RtsCommand.ConnectionTimeout.class)
                .ifPresent(one -> timeout = Duration.ofMillis(Integer.toUnsignedLong(one.milliseconds())));
        moving = true;
        channel.in().sendRts(Rts.outR1A7(successorCookie));
    }

    private void takeOver() throws IOException, RpcFault {
        ProxySocket next = opened();
        ProxySocket old = open();
        if (moving) {
            next.send(Rts.outA11().write());
            moving = false;
        }
        body = body(next);
        next.silence(silence());
        account = new Account(successorCookie, limits.window());
        socket = next;
        successor = null;
        old.retire();
        if (closed) {
            next.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        ProxySocket open = socket;
        ProxySocket next = successor;
        if (open != null) {
            open.close();
        }
        if (next != null) {
            next.close();
        }
    }

    /** What the receiver of one channel owes its sender ([MS-RPCH] 3.2.1.1.5). Safe for two threads. */
    static final class Account {
        private final UUID channel;
        private final int window;
        private long received;
        private long taken;
        private long told;

        Account(UUID channel, int window) {
            this.channel = channel;
            this.window = window;
        }

        UUID channel() {
            return channel;
        }

        /** Bytes of RPC PDUs so far. */
        synchronized long received() {
            return received;
        }

        /** @return bytes that nobody took yet */
        synchronized long arrived(int bytes) {
            received += bytes;
            return received - taken;
        }

        /** @return the window to tell the sender of; -1 if that can wait */
        synchronized int taken(HttpChannel.Received pdu) {
            if (!pdu.channel().equals(channel)) {
                return -1;
            }
            taken += pdu.pdu().length;
            if (taken - told < window / 2) {
                return -1;
            }
            told = taken;
            return (int) (window - (received - taken));
        }
    }
}
