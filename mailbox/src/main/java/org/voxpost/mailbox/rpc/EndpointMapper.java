package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rpc.EndpointMap;
import org.voxpost.mailbox.wire.rpc.Syntax;
import org.voxpost.mailbox.wire.rpc.Tower;

/** Asks a host's endpoint mapper where an interface listens ([C706] appendix O). */
public final class EndpointMapper {
    /** Its well-known TCP port. */
    public static final int PORT = 135;

    private EndpointMapper() {
    }

    /** @return the port; empty if the interface is not registered */
    public static Optional<Integer> port(String host, int mapperPort, Syntax wanted, Duration limit)
            throws IOException, RpcFault {
        try (TcpChannel channel = TcpChannel.connect(host, mapperPort, limit, limit);
                RpcConnection mapper = RpcConnection.bind(channel, Syntax.ENDPOINT_MAPPER, Optional.empty(), 0)) {
            List<Tower> towers = EndpointMap
                    .answer(mapper.call(EndpointMap.OPNUM, EndpointMap.request(Tower.of(wanted))));
            return towers.stream().map(Tower::port).findFirst();
        } catch (WireException e) {
            throw new IOException("endpoint mapper of " + host + ": " + e.getMessage(), e);
        }
    }
}
