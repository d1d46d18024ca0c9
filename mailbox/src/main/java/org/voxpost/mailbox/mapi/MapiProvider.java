package org.voxpost.mailbox.mapi;

import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.rpc.EmsmdbCarrier;
import org.voxpost.mailbox.wire.mapihttp.ClientIdentity;
import org.voxpost.mailbox.wire.mapihttp.EndpointRoad;
import org.voxpost.mailbox.wire.mapihttp.MapiHttpCarrier;

/** Makes mailbox servers that speak MAPI. */
public final class MapiProvider {
    /** {@link MailboxServer#protocol()} over MAPI/HTTP. */
    public static final String PROTOCOL = "mapi";

    /** {@link MailboxServer#protocol()} over RPC by TCP. */
    public static final String RPC = "rpc";

    /** {@link MailboxServer#protocol()} over RPC by HTTP. */
    public static final String RPC_HTTP = "rpc-http";

    private MapiProvider() {
    }

    /** Over MAPI/HTTP. Nothing goes over the network before the first operation. */
    public static MailboxServer server(MapiSettings settings) {
        return server(PROTOCOL, new OverHttp(settings));
    }

    /** Over RPC (Exchange 2016 and older). Nothing goes over the network before the first operation. */
    public static MailboxServer overRpc(MapiRpcSettings settings) {
        return new MapiServer(RPC, new OverRpc(settings));
    }

    /** As {@link #overRpc}, by its name of its own: for a locator whose roads are HTTP. */
    public static MailboxServer overRpcHttp(MapiRpcSettings settings) {
        return new MapiServer(RPC_HTTP, new OverRpc(settings));
    }

    /** A carrier has connections of its own: there is nothing to share. */
    private record OverRpc(MapiRpcSettings settings) implements StoreRoad.Source {
        @Override
        public StoreRoad to(SmtpAddress owner) {
            MapiRpcSettings.Place place = settings.locator().locate(owner);
            return new StoreRoad(new EmsmdbCarrier(place.road(), settings.deadline()), place.accountDn(),
                    place.mailboxDn(), settings.access());
        }

        @Override
        public void close() {
            // nothing is shared
        }
    }

    /**
     * Over any other carrier.
     *
     * @param protocol its name in configuration, metrics and item ids
     * @param roads closed with the server
     */
    public static MailboxServer server(String protocol, StoreRoad.Source roads) {
        return new MapiServer(protocol, roads);
    }

    private static final class OverHttp implements StoreRoad.Source {
        private static final int MOST_WAITING = 20_000;

        private final MapiSettings settings;
        private final HttpEndpoint endpoint;
        private final HttpEndpoint waiting; // each request of a watch keeps its connection for minutes
        private final ClientIdentity client = new ClientIdentity();

        OverHttp(MapiSettings settings) {
            this.settings = settings;
            this.endpoint = new HttpEndpoint(settings.http());
            this.waiting = new HttpEndpoint(settings.http().withMaxConnections(MOST_WAITING));
        }

        @Override
        public StoreRoad to(SmtpAddress owner) {
            return road(owner, endpoint);
        }

        @Override
        public StoreRoad toWait(SmtpAddress owner) {
            return road(owner, waiting);
        }

        private StoreRoad road(SmtpAddress owner, HttpEndpoint over) {
            MapiLocator.Place place = settings.locator().locate(owner);
            var carrier = new MapiHttpCarrier(new EndpointRoad(over), place.mailStore(), client, settings.deadline());
            return new StoreRoad(carrier, place.accountDn(), place.mailboxDn(), settings.access());
        }

        @Override
        public void close() {
            waiting.close();
            endpoint.close();
        }
    }
}
