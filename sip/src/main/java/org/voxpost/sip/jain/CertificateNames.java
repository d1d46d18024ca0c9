package org.voxpost.sip.jain;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.voxpost.sip.SipUri;

/**
 * The SIP domains a certificate speaks for (RFC 5922, 7.1): hosts of {@code sip:} URIs without a user, else DNS names of
 * its subjectAltName. The common name, which the RFC leaves open, counts for nothing. Pure.
 */
final class CertificateNames {
    private static final int DNS_NAME = 2;
    private static final int URI = 6;

    private CertificateNames() {
    }

    /** Of the certificate the other side has shown and that was believed; none if it has shown none. */
    static Set<String> of(SSLSession session) {
        try {
            Certificate[] shown = session.getPeerCertificates();
            return shown.length > 0 && shown[0] instanceof X509Certificate own ? of(own) : Set.of();
        } catch (SSLPeerUnverifiedException none) {
            return Set.of();
        }
    }

    /** Lower case. */
    static Set<String> of(X509Certificate certificate) {
        Set<String> domains = values(certificate, URI).flatMap(text -> domain(text).stream())
                .collect(Collectors.toSet());
        return domains.isEmpty()
                ? values(certificate, DNS_NAME).map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet())
                : domains;
    }

    private static Optional<String> domain(String uri) {
        try {
            return Optional.of(SipUri.parse(uri)).filter(sip -> sip.scheme().equals("sip") && sip.user().isEmpty())
                    .map(sip -> sip.host().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    private static Stream<String> values(X509Certificate certificate, int kind) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Stream.of()
                    : names.stream().filter(name -> name.getFirst() instanceof Integer type && type == kind)
                            .map(name -> String.valueOf(name.get(1)));
        } catch (CertificateParsingException unreadable) {
            return Stream.of();
        }
    }
}
