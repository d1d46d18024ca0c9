package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.time.Duration;
import org.voxpost.mailbox.wire.rpc.Syntax;

/** A way to one server's interfaces: RPC over TCP ({@link TcpRoad}) or over HTTP. Safe for several threads. */
public interface RpcRoad {

    /**
     * Opens a connection of its own and binds it.
     *
     * @param group association group of another connection whose handles shall be good here; 0 for a new one
     * @param silence longest wait for an answer
     * @throws RpcFault if the server does not offer the interface
     */
    RpcConnection bind(Syntax wanted, int group, Duration silence) throws IOException, RpcFault;

    /** For messages: the server's name. */
    String peer();
}
