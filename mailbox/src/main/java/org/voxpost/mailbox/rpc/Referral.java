package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.nspi.RfrStub;
import org.voxpost.mailbox.wire.rpc.Syntax;

/** Asks where the address book and mailbox servers are ([MS-OXABREF]). A connection for each question. */
public final class Referral {
    private Referral() {
    }

    /**
     * Which server has the address book.
     *
     * @param userDn X500 DN of the account that signs in
     * @return its DNS name; empty if the server does not say
     */
    public static Optional<String> addressBookServer(RpcRoad road, String userDn, Duration silence)
            throws IOException, RpcFault {
        try (RpcConnection rfr = road.bind(Syntax.RFR, 0, silence)) {
            return server(RfrStub.Answer.readDsa(rfr.call(RfrStub.GET_NEW_DSA, RfrStub.getNewDsa(userDn))));
        } catch (WireException e) {
            throw new IOException("RfrGetNewDSA at " + road.peer() + ": " + e.getMessage(), e);
        }
    }

    /**
     * What a mailbox server is called in DNS.
     *
     * @param serverDn X500 DN of the server, 9..1023 characters
     * @return empty if the server knows no such server
     */
    public static Optional<String> mailboxServer(RpcRoad road, String serverDn, Duration silence)
            throws IOException, RpcFault {
        try (RpcConnection rfr = road.bind(Syntax.RFR, 0, silence)) {
            return server(RfrStub.Answer.readFqdn(rfr.call(RfrStub.GET_FQDN, RfrStub.getFqdn(serverDn))));
        } catch (WireException e) {
            throw new IOException("RfrGetFQDNFromServerDN at " + road.peer() + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> server(RfrStub.Answer answer) {
        return answer.status() == 0 && !answer.server().isEmpty() ? Optional.of(answer.server()) : Optional.empty();
    }
}
