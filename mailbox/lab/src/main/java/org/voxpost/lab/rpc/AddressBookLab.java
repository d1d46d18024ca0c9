package org.voxpost.lab.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.nspi.NspiOverHttp;
import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.lab.nspi.NspiTraits;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.ntlm.NtlmScheme;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor.Protection;

/**
 * A process that serves nothing but a small address book, on every road, for programs written by others. Prints
 * {@code ready http=PORT mapper=PORT nspi=PORT} and ends with its standard input. Accounts anna, bob and ivy at
 * lab.example have the password {@code secret}.
 */
public final class AddressBookLab {
    private AddressBookLab() {
    }

    public static void main(String[] arguments) throws IOException {
        LabStore store = LabStore.inMemory();
        for (String name : new String[]{"Anna", "Bob", "Ivy"}) {
            store.addMailbox(new SmtpAddress(name.toLowerCase(java.util.Locale.ROOT) + "@lab.example"), name + " Lab",
                    "secret");
        }
        var domain = new LabDomain(store.accounts(), Protection.NONE);
        var nspi = new NspiServer(store.addressBook(), NspiTraits.STRICT);
        try (HttpServer http = HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(), () -> false);
                RpcFrontEnds rpc = RpcFrontEnds.start(InetAddress.getLoopbackAddress(), 0, store,
                        new org.voxpost.lab.fault.Faults(),
                        nspi, domain)) {
            http.offer(NtlmScheme.ntlm(domain));
            http.serve("/mapi/nspi", new NspiOverHttp(nspi));
            http.serve("/who", exchange -> exchange.respond(200, "text/plain", exchange.account().user()));
            System.out.println("ready http=" + http.port() + " mapper=" + rpc.mapperPort() + " nspi="
                    + rpc.addressBookPort());
            System.out.flush();
            while (System.in.read() >= 0) {
                // only its end matters
            }
        }
    }
}
