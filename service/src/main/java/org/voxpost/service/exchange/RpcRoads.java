package org.voxpost.service.exchange;

import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.autodiscover.DiscoveredServer;
import org.voxpost.mailbox.mapi.MapiProvider;
import org.voxpost.mailbox.mapi.MapiRpcSettings;
import org.voxpost.mailbox.nspi.NspiProvider;
import org.voxpost.mailbox.rpc.HttpRoad;
import org.voxpost.mailbox.rpc.RpcRoad;
import org.voxpost.mailbox.rpc.RpcSignIn;
import org.voxpost.mailbox.rpc.TcpRoad;
import org.voxpost.mailbox.wire.rpc.Pdu.Verifier;
import org.voxpost.service.config.RpcConfig;
import org.voxpost.service.config.RpcConfig.Protection;
import org.voxpost.service.config.RpcHttpConfig;

/** Mailboxes and address book over RPC, by TCP and by HTTP, as a profile describes them. */
final class RpcRoads {
    private final Reach reach;
    private final DistinguishedNames names;
    private final Map<String, RpcRoad> proxied = new ConcurrentHashMap<>();

    RpcRoads(Reach reach, DistinguishedNames names) {
        this.reach = reach;
        this.names = names;
    }

    MailboxServer overTcp() {
        RpcConfig rpc = reach.profile().rpc();
        return rpc.host().isEmpty()
                ? discovered(MapiProvider.RPC, server -> MapiProvider
                        .overRpc(settings(tcp(server, rpc.port()), rpc.accountDn())))
                : MapiProvider.overRpc(settings(tcp(rpc.host(), rpc.port()), rpc.accountDn()));
    }

    MailboxServer overHttp() {
        RpcHttpConfig rpc = reach.profile().rpcHttp();
        return rpc.server().isEmpty()
                ? discovered(MapiProvider.RPC_HTTP,
                        server -> MapiProvider.overRpcHttp(settings(http(server), rpc.accountDn())))
                : MapiProvider.overRpcHttp(settings(http(rpc.server()), rpc.accountDn()));
    }

    /** The endpoint mapper, or the port that was written down. */
    Endpoint tcpPlace(SmtpAddress owner) {
        RpcConfig rpc = reach.profile().rpc();
        String host = rpc.host().isEmpty() ? server(owner) : rpc.host();
        int port = rpc.port() == 0 ? rpc.mapperPort() : rpc.port();
        return new Endpoint(host, port, Endpoint.Opening.PLAIN, host + ":" + port);
    }

    Endpoint httpPlace() {
        return Endpoint.of(proxy());
    }

    private URI proxy() {
        return reach.profile().rpcHttp().url()
                .orElseGet(() -> URI.create("https://" + reach.profile().usualHost() + "/rpc/rpcproxy.dll"));
    }

    Directory addressBookOverTcp() {
        RpcConfig rpc = reach.profile().rpc();
        return new LazyDirectory(() -> NspiProvider.overRpc(
                tcp(rpc.host().isEmpty() ? server(reach.someMailbox()) : rpc.host(), rpc.addressBookPort()),
                reach.profile().responseTimeout()));
    }

    Directory addressBookOverHttp() {
        RpcHttpConfig rpc = reach.profile().rpcHttp();
        return new LazyDirectory(() -> NspiProvider.overRpc(
                http(rpc.server().isEmpty() ? server(reach.someMailbox()) : rpc.server()),
                reach.profile().responseTimeout()));
    }

    /** Servers by the name Autodiscover gives them. */
    private MailboxServer discovered(String protocol, Function<String, MailboxServer> opener) {
        return new DiscoveredServer(protocol, EnumSet.allOf(Capability.class),
                reach.places().whereabouts(owner -> URI.create("rpc://" + server(owner))),
                place -> opener.apply(place.getAuthority()), reach.clock());
    }

    private String server(SmtpAddress owner) {
        return reach.places().of(owner, "RPC server", found -> Optional.of(found.names().rpcServer())
                .filter(name -> name.matches("[A-Za-z0-9._@-]+")));
    }

    private MapiRpcSettings settings(RpcRoad road, Optional<String> accountDn) {
        return new MapiRpcSettings(owner -> {
            String dn = names.of(owner);
            return new MapiRpcSettings.Place(road, accountDn.orElse(dn), dn);
        }, reach.mapiAccess(), reach.profile().deadline());
    }

    private RpcRoad tcp(String host, int port) {
        RpcConfig rpc = reach.profile().rpc();
        return new TcpRoad(host, port, rpc.mapperPort(), signIn(rpc.protection()).orElseThrow(),
                reach.profile().connectTimeout());
    }

    private RpcRoad http(String server) {
        RpcHttpConfig rpc = reach.profile().rpcHttp();
        return proxied.computeIfAbsent(server, name -> new HttpRoad(proxy(), name, reach.http(),
                signIn(rpc.protection()), HttpRoad.Limits.USUAL));
    }

    private Optional<RpcSignIn> signIn(Protection protection) {
        int level = switch (protection) {
            case NONE -> 0;
            case CONNECT -> Verifier.CONNECT;
            case INTEGRITY -> Verifier.INTEGRITY;
            case PRIVACY -> Verifier.PRIVACY;
        };
        return level == 0
                ? Optional.empty()
                : Optional.of(new RpcSignIn(reach.accounts().password(reach.profile().account()), level));
    }
}
