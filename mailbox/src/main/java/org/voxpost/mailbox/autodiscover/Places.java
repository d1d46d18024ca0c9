package org.voxpost.mailbox.autodiscover;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a mail domain may publish itself ([MS-OXDISCO] 3.1.5). */
interface Places {

    /** Asked with the account, in order. */
    List<URI> wellKnown(String domain);

    /** Asked without account, for a redirect only. */
    Optional<URI> plain(String domain);

    /** From the domain's SRV record, in order; none if there is no such record. */
    List<URI> published(String domain);

    /** One that was written down. */
    static Places only(URI place) {
        return new Places() {
            @Override
            public List<URI> wellKnown(String domain) {
                return List.of(place);
            }

            @Override
            public Optional<URI> plain(String domain) {
                return Optional.empty();
            }

            @Override
            public List<URI> published(String domain) {
                return List.of();
            }
        };
    }

    /** The places of the real world. */
    static Places internet() {
        return new Places() {
            @Override
            public List<URI> wellKnown(String domain) {
                return List.of(URI.create("https://" + domain + "/autodiscover/autodiscover.xml"),
                        URI.create("https://autodiscover." + domain + "/autodiscover/autodiscover.xml"));
            }

            @Override
            public Optional<URI> plain(String domain) {
                return Optional.of(URI.create("http://autodiscover." + domain + "/autodiscover/autodiscover.xml"));
            }

            @Override
            public List<URI> published(String domain) {
                return ServiceRecord.lookUp("_autodiscover._tcp." + domain).stream().filter(r -> r.port() == 443)
                        .map(r -> URI.create("https://" + r.target() + "/autodiscover/autodiscover.xml")).toList();
            }
        };
    }
}
