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
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.http.ServerTls;
import org.voxpost.lab.nspi.NspiOverHttp;
import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.lab.nspi.NspiTraits;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.ntlm.NtlmScheme;
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
    private final LabStore store;
    private final Faults faults;
    private final HttpServer http;
    private final String scheme;

    private Lab(LabStore store, Faults faults, HttpServer http, String scheme) {
        this.store = store;
        this.faults = faults;
        this.http = http;
        this.scheme = scheme;
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
        http.offer(NtlmScheme.ntlm(new LabDomain(store.accounts(), NtlmAcceptor.Protection.ALLOW)));
        http.offer(new BasicScheme(store.accounts()));
        var lab = new Lab(store, faults, http, settings.tls() ? "https" : "http");
        lab.serve();
        return lab;
    }

    private void serve() {
        http.serve(EwsFrontEnd.PATH, new EwsFrontEnd(store, faults));
        http.serve(UmwsFrontEnd.PATH, new UmwsFrontEnd(faults));
        http.serve("/mapi/nspi", new NspiOverHttp(new NspiServer(store.addressBook(), NspiTraits.STRICT)));
        MapiHttpFrontEnd.install(http, store, faults);
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

    public URI ewsUrl() {
        return url(EwsFrontEnd.PATH);
    }

    /** The mailbox endpoint of MAPI/HTTP; {@code ?MailboxId=} may follow. */
    public URI mapiUrl() {
        return url(MapiHttpFrontEnd.PATH + "/");
    }

    @Override
    public void close() {
        http.close();
    }
}
