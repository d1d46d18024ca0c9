package org.voxpost.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.voxpost.lab.autodiscover.Autodiscover;
import org.voxpost.lab.emsmdb.MapiHttpFrontEnd;
import org.voxpost.lab.ews.EwsFrontEnd;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.http.BasicScheme;
import org.voxpost.lab.graph.GraphFrontEnd;
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.http.ServerTls;
import org.voxpost.lab.nspi.NspiOverHttp;
import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.lab.nspi.NspiTraits;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.ntlm.NtlmScheme;
import org.voxpost.lab.rpc.RpcFrontEnds;
import org.voxpost.lab.rpc.RpcOverHttp;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.umws.UmwsFrontEnd;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor;

/**
 * A running lab.
 *
 * <pre>
 * try (Lab lab = Lab.start(LabSettings.inMemory("ivy@corp.example"))) {
 *     lab.faults().order(Fault.of(FaultKind.LOST).on("CreateItem").times(1));
 *     … lab.ewsUrl() … lab.store().mailbox(ivy) …
 * }
 * </pre>
 */
public final class Lab implements AutoCloseable {
    private static final long LONGEST_OUT_CHANNEL = 1L << 29; // of the GiB that is announced

    private final LabStore store;
    private final Faults faults;
    private final HttpServer http;
    private final String scheme;
    private final NspiServer addressBook;
    private final RpcFrontEnds rpc;

    private Lab(LabStore store, Faults faults, HttpServer http, LabSettings settings, LabDomain domain)
            throws IOException {
        this.store = store;
        this.faults = faults;
        this.http = http;
        this.scheme = settings.tls() ? "https" : "http";
        this.addressBook = new NspiServer(store.addressBook(), NspiTraits.STRICT);
        this.rpc = RpcFrontEnds.start(settings.listen(), settings.mapperPort(), store, faults, addressBook, domain);
    }

    /** @throws IOException if the address cannot be listened on */
    public static Lab start(LabSettings settings) throws IOException {
        LabStore store = settings.store().map(LabStore::inDirectory).orElseGet(LabStore::inMemory);
        store.addServiceAccount(settings.serviceAccount(), settings.servicePassword().reveal());
        settings.mailboxes()
                .forEach(one -> store.addMailbox(one.address(), one.displayName(), one.password().reveal()));
        var faults = new Faults();
        settings.faults().forEach(faults::order);
        Optional<ServerTls> tls = settings.tls() ? Optional.of(SelfSigned.in(directory(settings))) : Optional.empty();
        HttpServer http = HttpServer.start(new InetSocketAddress(settings.listen(), settings.port()), tls,
                faults::takeRefusal);
        var domain = new LabDomain(store.accounts(), NtlmAcceptor.Protection.ALLOW);
        http.offer(NtlmScheme.ntlm(domain));
        http.offer(new BasicScheme(store.accounts()));
        try {
            var lab = new Lab(store, faults, http, settings, domain);
            lab.serve();
            return lab;
        } catch (IOException e) {
            http.close();
            throw e;
        }
    }

    private void serve() {
        http.serve(EwsFrontEnd.PATH, new EwsFrontEnd(store, faults));
        http.serve(UmwsFrontEnd.PATH, new UmwsFrontEnd(faults));
        http.serve("/mapi/nspi", new NspiOverHttp(addressBook, faults));
        http.serve(RpcOverHttp.PATH, rpc.overHttp("https".equals(scheme), LONGEST_OUT_CHANNEL));
        MapiHttpFrontEnd.install(http, store, faults);
        GraphFrontEnd.install(http, store, faults);
        new Autodiscover(store, this::url).serve(http);
        new LabAdmin(store, faults).serve(http);
    }

    /** For the certificate: the store's, else one of its own that goes when the process ends. */
    private static Path directory(LabSettings settings) throws IOException {
        if (settings.store().isPresent()) {
            return settings.store().get();
        }
        Path directory = Files.createTempDirectory("voxpost-lab");
        directory.toFile().deleteOnExit();
        directory.resolve("lab.p12").toFile().deleteOnExit();
        directory.resolve("lab.pem").toFile().deleteOnExit();
        return directory;
    }

    public LabStore store() {
        return store;
    }

    public Faults faults() {
        return faults;
    }

    /** For front ends that are added later. */
    public HttpServer http() {
        return http;
    }

    public int port() {
        return http.port();
    }

    /** Of a path that begins with {@code /}. */
    public URI url(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    /** RPC over TCP: endpoint mapper, address book, mailboxes. RPC over HTTP is at {@link RpcOverHttp#PATH}. */
    public RpcFrontEnds rpc() {
        return rpc;
    }

    public URI ewsUrl() {
        return url(EwsFrontEnd.PATH);
    }

    /** The mailbox endpoint of MAPI/HTTP; {@code ?MailboxId=} may follow. */
    public URI mapiUrl() {
        return url(MapiHttpFrontEnd.PATH + "/");
    }

    /** Graph's address with its version; tokens are given at {@code /lab/oauth2/v2.0/token}. */
    public URI graphUrl() {
        return url(GraphFrontEnd.PATH);
    }

    @Override
    public void close() {
        rpc.close();
        http.close();
    }
}
