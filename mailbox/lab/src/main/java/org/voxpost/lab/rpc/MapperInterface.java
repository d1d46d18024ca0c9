package org.voxpost.lab.rpc;

import java.util.List;
import java.util.Map;

import org.voxpost.mailbox.wire.rpc.EndpointMap;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.Syntax;
import org.voxpost.mailbox.wire.rpc.Tower;

/** The endpoint mapper ([C706] appendix O): ept_map only, open to everybody. */
public record MapperInterface(Map<Syntax, Integer> ports) implements RpcInterface {
    private static final List<Integer> LOOPBACK = List.of(127, 0, 0, 1);

    public MapperInterface {
        ports = Map.copyOf(ports);
    }

    @Override
    public Syntax syntax() {
        return Syntax.ENDPOINT_MAPPER;
    }

    @Override
    public boolean demandsSignIn() {
        return false;
    }

    @Override
    public byte[] call(int opnum, byte[] stub, Caller caller) throws Refusal {
        if (opnum != EndpointMap.OPNUM) {
            throw new Refusal(RpcFaults.NO_SUCH_OPERATION);
        }
        return EndpointMap.answer(EndpointMap.request(stub).filter(asked -> ports.containsKey(asked.wanted()))
                .map(asked -> List.of(new Tower(asked.wanted(), ports.getOrDefault(asked.wanted(), 0), LOOPBACK)))
                .orElse(List.of()));
    }
}
