package org.voxpost.lab.autodiscover;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.SmtpAddress;

/**
 * What Autodiscover tells.
 *
 * @param urls of the lab, by path
 */
public record Autodiscover(LabStore store, Function<String, URI> urls) {
    static final String XML = "text/xml; charset=utf-8";
    static final int LONGEST_REQUEST = 1 << 20;

    /** Serves all three kinds under {@code /autodiscover}. */
    public void serve(HttpServer http) {
        http.serve("/autodiscover/autodiscover.xml", new PoxHandler(this));
        http.serve("/autodiscover/autodiscover.svc", new SoapHandler(this));
        http.serveOpenly("/autodiscover/autodiscover.json", new JsonHandler(this));
    }

    String url(String path) {
        return urls.apply(path).toString();
    }

    Optional<LabMailbox> mailbox(String address) {
        try {
            return store.mailbox(new SmtpAddress(address.strip()));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
