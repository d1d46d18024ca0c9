package org.voxpost.mailbox.nspi;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.rpc.RpcRoad;

/** The address book by NSPI. Nothing is connected before the first look-up. */
public final class NspiProvider {
    private NspiProvider() {
    }

    /**
     * Over MAPI over HTTP (Exchange 2013 SP1 and later).
     *
     * @param url of the address book endpoint as Autodiscover gives it, with its {@code MailboxId}
     */
    public static Directory overMapiHttp(URI url, HttpSettings settings) {
        return new NspiDirectory(new HttpCarrier(url, settings), InstantSource.system());
    }

    /**
     * Over RPC: by TCP (Exchange 2010 and older, domain controllers) or by HTTP.
     *
     * @param silence longest wait for an answer
     */
    public static Directory overRpc(RpcRoad road, Duration silence) {
        return new NspiDirectory(new RpcCarrier(road, silence), InstantSource.system());
    }
}
