package org.voxpost.lab.rpc;

import java.util.Locale;

import org.voxpost.mailbox.wire.nspi.RfrStub;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.Syntax;

/**
 * RFR ([MS-OXABREF] 3.1.4): one server has everything. Server DNs are those below {@code cn=Configuration/cn=Servers}.
 *
 * @param server what it is called
 */
public record RfrInterface(String server) implements RpcInterface {
    private static final String SERVERS = "/cn=configuration/cn=servers/cn=";

    @Override
    public Syntax syntax() {
        return Syntax.RFR;
    }

    @Override
    public boolean demandsSignIn() {
        return true;
    }

    @Override
    public byte[] call(int opnum, byte[] stub, Caller caller) throws Refusal {
        return switch (opnum) {
            case RfrStub.GET_NEW_DSA -> {
                RfrStub.readGetNewDsa(stub);
                yield new RfrStub.Answer(server, 0).dsaStub();
            }
            case RfrStub.GET_FQDN -> {
                boolean known = RfrStub.readGetFqdn(stub).toLowerCase(Locale.ROOT).contains(SERVERS);
                yield new RfrStub.Answer(known ? server : "", known ? 0 : RfrStub.NOT_FOUND).fqdnStub();
            }
            default -> throw new Refusal(RpcFaults.NO_SUCH_OPERATION);
        };
    }
}
