package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.Syntax;

/**
 * ncacn_ip_tcp: Exchange 2010 and older, domain controllers.
 *
 * @param host name or address
 * @param port of the interfaces; 0 to ask the endpoint mapper
 * @param mapperPort of the endpoint mapper, {@link EndpointMapper#PORT}
 * @param connecting limit for a connection
 */
public record TcpRoad(String host, int port, int mapperPort, RpcSignIn signIn, Duration connecting)
        implements
            RpcRoad {

    @Override
    public RpcConnection bind(Syntax wanted, int group, Duration silence) throws IOException, RpcFault {
        int where = port != 0 ? port : mapped(wanted);
        return RpcConnection.bind(TcpChannel.connect(host, where, connecting, silence), wanted, Optional.of(signIn),
                group);
    }

    /** AsyncEMSMDB is where EMSMDB is, and not always registered by itself. */
    private int mapped(Syntax wanted) throws IOException, RpcFault {
        Syntax asked = wanted.equals(Syntax.ASYNC_EMSMDB) ? Syntax.EMSMDB : wanted;
        return EndpointMapper.port(host, mapperPort, asked, connecting)
                .orElseThrow(() -> new RpcFault("its endpoint mapper knows no interface " + asked, peer(),
                        RpcFaults.UNKNOWN_INTERFACE));
    }

    @Override
    public String peer() {
        return host;
    }
}
