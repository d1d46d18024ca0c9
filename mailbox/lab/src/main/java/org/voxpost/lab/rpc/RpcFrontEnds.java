package org.voxpost.lab.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.wire.rpc.Syntax;

/**
 * What the lab offers by RPC: over TCP an endpoint mapper, and behind it, on a port each, the address book with referrals
 * and the mailboxes; the same interfaces for RPC over HTTP.
 */
public final class RpcFrontEnds implements AutoCloseable {
    private final AssociationGroups groups = new AssociationGroups();
    private final LabDomain domain;
    private final EmsmdbInterface emsmdb;
    private final List<RpcInterface> mailboxes;
    private final List<RpcInterface> addressBook;
    private final RpcServer mailboxServer;
    private final RpcServer addressBookServer;
    private final RpcServer mapper;

    private RpcFrontEnds(InetAddress listen, int mapperPort, LabStore store, Faults faults, NspiServer nspi,
            LabDomain domain) throws IOException {
        this.domain = domain;
        emsmdb = new EmsmdbInterface(store, faults);
        mailboxes = List.of(emsmdb, emsmdb.asynchronous());
        addressBook = List.of(new NspiInterface(nspi), new RfrInterface(listen.getHostAddress()));
        mailboxes.forEach(one -> groups.onEnd(one::groupEnded));
        addressBook.forEach(one -> groups.onEnd(one::groupEnded));
        mailboxServer = server(listen, 0, mailboxes);
        addressBookServer = server(listen, 0, addressBook);
        mapper = server(listen, mapperPort, List.of(new MapperInterface(Map.of(Syntax.EMSMDB, mailboxServer.port(),
                Syntax.ASYNC_EMSMDB, mailboxServer.port(), Syntax.NSPI, addressBookServer.port(), Syntax.RFR,
                addressBookServer.port()))));
    }

    /** @param mapperPort 135 for clients that cannot be told otherwise; 0 for any free one */
    public static RpcFrontEnds start(InetAddress listen, int mapperPort, LabStore store, Faults faults, NspiServer nspi,
            LabDomain domain) throws IOException {
        return new RpcFrontEnds(listen, mapperPort, store, faults, nspi, domain);
    }

    private RpcServer server(InetAddress listen, int port, List<RpcInterface> interfaces) throws IOException {
        return RpcServer.start(new InetSocketAddress(listen, port), interfaces, domain, groups);
    }

    public int mapperPort() {
        return mapper.port();
    }

    public int addressBookPort() {
        return addressBookServer.port();
    }

    public int mailboxPort() {
        return mailboxServer.port();
    }

    /**
     * The same interfaces, to be served at {@link RpcOverHttp#PATH}.
     *
     * @param tls true if that is served by TLS: then nobody need encrypt once more
     * @param outLimit bytes after which an OUT channel has to be replaced
     */
    public RpcOverHttp overHttp(boolean tls, long outLimit) {
        List<RpcInterface> all = Stream.concat(mailboxes.stream(), addressBook.stream()).toList();
        return new RpcOverHttp((account, port) -> new Association(all, domain, port, groups, Optional.of(account), tls),
                outLimit);
    }

    /** For tests of how many calls a job takes. */
    public EmsmdbInterface emsmdb() {
        return emsmdb;
    }

    /** Cuts every connection, as a restarted server does. */
    public void cutConnections() {
        addressBookServer.cutConnections();
        mailboxServer.cutConnections();
    }

    @Override
    public void close() {
        emsmdb.forgetSessions();
        mapper.close();
        addressBookServer.close();
        mailboxServer.close();
    }
}
