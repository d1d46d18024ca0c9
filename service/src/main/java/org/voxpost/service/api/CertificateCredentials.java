package org.voxpost.service.api;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.voxpost.service.config.HttpConfig.CertificateClient;

/** Client certificates, which TLS has verified already, by the common name of their subject. */
final class CertificateCredentials implements Credentials {
    private final Map<String, Client> clients;

    CertificateCredentials(List<CertificateClient> clients) {
        this.clients = clients.stream().collect(Collectors.toMap(CertificateClient::name,
                client -> new Client("cert:" + client.name(), Scope.all(client.scopes())), (a, b) -> a));
    }

    @Override
    public Optional<Client> find(HttpServerRequest request) {
        try {
            List<Certificate> chain = request.isSSL() ? request.connection().peerCertificates() : null;
            return chain == null || chain.isEmpty() || !(chain.getFirst() instanceof X509Certificate certificate)
                    ? Optional.empty()
                    : commonName(certificate).flatMap(name -> Optional.ofNullable(clients.get(name)));
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName()).getRdns().stream()
                    .filter(part -> part.getType().equalsIgnoreCase("CN")).map(part -> String.valueOf(part.getValue()))
                    .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
