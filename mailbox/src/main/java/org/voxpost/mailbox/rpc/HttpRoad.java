package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.wire.rpc.Syntax;

/**
 * ncacn_http, RPC over HTTP version 2 ([MS-RPCH]), "Outlook Anywhere": Exchange 2007 to 2016. Signs in by HTTP with Basic,
 * NTLM or a bearer token; an HTTP proxy of the settings is not used.
 */
public final class HttpRoad implements RpcRoad {
    private static final int EMSMDB = 6001;
    private static final int RFR = 6002;
    private static final int NSPI = 6004;

    private final URI proxy;
    private final String server;
    private final HttpSettings http;
    private final Optional<RpcSignIn> signIn;
    private final Limits limits;
    private final UUID group = UUID.randomUUID();

    /**
     * How much goes over one channel before it is replaced.
     *
     * @param lifetime bytes of an IN channel, its Content-Length; 128 KiB..2 GiB by the specification
     * @param window bytes that the server may send ahead; 8 KiB..256 KiB
     * @param keepAlive silence after which a ping is due; a minute or more by the specification
     */
    public record Limits(int lifetime, int window, Duration keepAlive) {
        /** 1 GiB, 256 KiB, 5 minutes. */
        public static final Limits USUAL = new Limits(1 << 30, 262_144, Duration.ofMinutes(5));
    }

    /**
     * @param proxy without query, for example {@code https://mail.example.com/rpc/rpcproxy.dll}
     * @param server as Autodiscover names it: {@code guid@domain} from Exchange 2013 on, else a machine
     * @param signIn at the RPC level, for Exchange 2010 and older; empty where TLS and HTTP's sign-in suffice
     */
    public HttpRoad(URI proxy, String server, HttpSettings http, Optional<RpcSignIn> signIn, Limits limits) {
        this.proxy = proxy;
        this.server = server;
        this.http = http;
        this.signIn = signIn;
        this.limits = limits;
    }

    @Override
    public RpcConnection bind(Syntax wanted, int oldGroup, Duration silence) throws IOException, RpcFault {
        var opener = new ProxyChannels(proxy, server + ":" + port(wanted), http);
        return RpcConnection.bind(HttpChannel.open(opener, limits, group, silence), wanted, signIn, oldGroup);
    }

    private static int port(Syntax wanted) {
        if (wanted.equals(Syntax.NSPI)) {
            return NSPI;
        }
        return wanted.equals(Syntax.RFR) ? RFR : EMSMDB;
    }

    @Override
    public String peer() {
        return proxy.getHost() + " (" + server + ")";
    }
}
