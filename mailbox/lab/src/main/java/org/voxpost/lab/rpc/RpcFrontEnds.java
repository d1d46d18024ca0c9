package org.voxpost.lab.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.mailbox.wire.rpc.Syntax;

/** What the lab offers by RPC over TCP: an endpoint mapper, and behind it the address book. */
public final class RpcFrontEnds implements AutoCloseable {
    private final RpcServer addressBook;
    private final RpcServer mapper;

    private RpcFrontEnds(RpcServer addressBook, RpcServer mapper) {
        this.addressBook = addressBook;
        this.mapper = mapper;
    }

    /** @param mapperPort 135 for clients that cannot be told otherwise; 0 for any free one */
    public static RpcFrontEnds start(InetAddress listen, int mapperPort, NspiServer nspi, LabDomain domain)
            throws IOException {
        RpcServer addressBook = RpcServer.start(new InetSocketAddress(listen, 0), List.of(new NspiInterface(nspi)),
                domain);
        try {
            var map = new MapperInterface(Map.of(Syntax.NSPI, addressBook.port()));
            return new RpcFrontEnds(addressBook,
                    RpcServer.start(new InetSocketAddress(listen, mapperPort), List.of(map), domain));
        } catch (IOException e) {
            addressBook.close();
            throw e;
        }
    }

    public int mapperPort() {
        return mapper.port();
    }

    public int addressBookPort() {
        return addressBook.port();
    }

    /** Cuts every connection, as a restarted server does. */
    public void cutConnections() {
        addressBook.cutConnections();
    }

    @Override
    public void close() {
        mapper.close();
        addressBook.close();
    }
}
