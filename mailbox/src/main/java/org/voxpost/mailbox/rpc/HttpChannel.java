package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.rpc.Rts;
import org.voxpost.mailbox.wire.rpc.RtsCommand;

/**
 * A virtual connection of RPC over HTTP ([MS-RPCH] 3.2.1 and 3.2.2): requests on an IN channel, answers on an OUT channel,
 * RTS PDUs on both. A thread of its own reads the OUT channel, another one keeps the IN channel alive.
 */
final class HttpChannel implements RpcChannel {
    private static final int SILENCES = 10;
    private final String peer;
    private final Duration silence;
    private final int window;
    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final InChannel in;
    private final OutChannel out;
    private volatile @Nullable IOException failure;

    /** An RPC PDU, or the end: no bytes. */
    record Received(byte[] pdu, UUID channel) {
    }

    private HttpChannel(ProxyChannels opener, HttpRoad.Limits limits, Duration silence) {
        UUID connection = UUID.randomUUID();
        this.peer = opener.proxy().getHost();
        this.silence = silence;
        this.window = limits.window();
        this.in = new InChannel(opener, connection, limits, silence);
        this.out = new OutChannel(opener, connection, limits, this);
    }

    /**
     * @param group association of the virtual connections of one client
     * @param silence longest wait for an answer
     * @throws RpcFault if the proxy refuses the account, or has no way to the server
     */
    static HttpChannel open(ProxyChannels opener, HttpRoad.Limits limits, UUID group, Duration silence)
            throws IOException, RpcFault {
        var channel = new HttpChannel(opener, limits, silence);
        try {
            channel.out.begin();
            channel.in.begin(group);
            OutChannel.Agreed agreed = channel.out.agree();
            channel.in.agreed(agreed.window(), agreed.timeout());
            Thread.ofVirtual().name("voxpost-rpc-out " + channel.peer).start(channel.out::run);
            Thread.ofVirtual().name("voxpost-rpc-alive " + channel.peer).start(channel.in::keepAlive);
            return channel;
        } catch (IOException | RpcFault e) {
            channel.close();
            throw e;
        }
    }

    InChannel in() {
        return in;
    }

    @Override
    public void send(byte[] pdu) throws IOException {
        IOException broken = failure;
        if (broken != null) {
            throw new IOException(broken.getMessage(), broken);
        }
        in.send(pdu);
    }

    @Override
    public byte[] receive() throws IOException {
        try {
            Received next = received.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new SocketTimeoutException("no answer within " + silence.toSeconds() + " s");
            }
            if (next.pdu().length == 0) {
                received.add(next);
                IOException broken = failure;
                throw new IOException(broken == null ? "the connection is closed" : broken.getMessage(), broken);
            }
            acknowledge(next);
            return next.pdu();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for an answer", e);
        }
    }

    /** Lets the server send on, half a window at a time. */
    private void acknowledge(Received taken) throws IOException {
        OutChannel.Account account = out.account();
        int free = account.taken(taken);
        if (free >= 0) {
            in.sendRts(Rts.acknowledge(RtsCommand.Destination.OUT_PROXY, (int) account.received(), free,
                    account.channel()));
        }
    }

    /** From the OUT channel. @throws IOException if the server sends more than it may */
    void arrived(Received pdu) throws IOException {
        if (out.account().arrived(pdu.pdu().length) > window) {
            throw new IOException("the server sends more than the window of " + window + " bytes");
        }
        received.add(pdu);
    }

    void failed(IOException cause) {
        if (failure == null) {
            failure = cause;
        }
        close();
    }

    @Override
    public Duration patience() {
        return silence.multipliedBy(SILENCES);
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public void close() {
        in.close();
        out.close();
        received.add(new Received(new byte[0], new UUID(0, 0)));
    }
}
