package org.voxpost.service.exchange;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.CertificateAssertion;
import org.voxpost.mailbox.auth.ClientCredentials;
import org.voxpost.mailbox.auth.ClientCredentials.Proof;
import org.voxpost.mailbox.http.TlsTrust;
import org.voxpost.service.config.AccountConfig;
import org.voxpost.service.config.OAuthConfig;

/** The accounts of one profile. An application's token is shared by all that sign in with it. Safe for many threads. */
final class Accounts implements AutoCloseable {
    private final TlsTrust trust;
    private final InstantSource clock;
    private final Map<OAuthConfig, ClientCredentials> applications = new HashMap<>(); // guarded by this

    /** @param trust for token addresses that were written down; Microsoft's are looked up in the system's authorities */
    Accounts(TlsTrust trust, InstantSource clock) {
        this.trust = trust;
        this.clock = clock;
    }

    Account of(AccountConfig config) {
        return switch (config.scheme()) {
            case BASIC -> new Account.Password(config.user(), config.secret(), Account.Scheme.BASIC);
            case NTLM -> new Account.Password(config.user(), config.secret(), Account.Scheme.NTLM);
            case KERBEROS -> new Account.Kerberos(config.user(), config.keytab().orElseThrow());
            case OAUTH2 -> application(config.oauth().orElseThrow()).account();
        };
    }

    /** An application's token for something else than its usual scope. */
    Account of(AccountConfig config, String scope) {
        return application(config.oauth().orElseThrow().withScope(scope)).account();
    }

    /** @throws IllegalStateException if the account has no password, which the configuration's check prevents */
    Account.Password password(AccountConfig config) {
        if (of(config) instanceof Account.Password password) {
            return password;
        }
        throw new IllegalStateException("the account " + config.user() + " has no password");
    }

    private synchronized ClientCredentials application(OAuthConfig config) {
        return applications.computeIfAbsent(config, c -> new ClientCredentials(
                new ClientCredentials.Settings(c.tokenEndpoint(), c.clientId(), proof(c), c.scope(),
                        c.tokenUrl().isPresent() ? trust : TlsTrust.system()),
                clock));
    }

    private static Proof proof(OAuthConfig config) {
        return config.secret().map(Proof::secret)
                .orElseGet(
                        () -> CertificateAssertion.of(config.key().orElseThrow(), config.certificate().orElseThrow()));
    }

    @Override
    public synchronized void close() {
        applications.values().forEach(ClientCredentials::close);
    }
}
