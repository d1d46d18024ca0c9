package org.voxpost.lab.kerberos;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

import org.ietf.jgss.ChannelBinding;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.voxpost.lab.http.SignInScheme;
import org.voxpost.lab.store.Accounts;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.mailbox.auth.TlsBinding;

/**
 * Negotiate with Kerberos (RFC 4559). Over TLS the ticket has to be bound to the lab's certificate, as Extended Protection
 * requires it.
 */
public final class SpnegoScheme implements SignInScheme {
    private static final String NAME = "Negotiate";

    private final Subject service;
    private final Accounts accounts;

    /**
     * @param principal for example {@code HTTP/localhost@LAB.EXAMPLE}
     * @throws LoginException if the key table does not hold its key
     */
    public SpnegoScheme(Path keytab, String principal, Accounts accounts) throws LoginException {
        this.accounts = accounts;
        this.service = new Subject();
        var entry = new AppConfigurationEntry("com.sun.security.auth.module.Krb5LoginModule",
                LoginModuleControlFlag.REQUIRED, Map.of("useKeyTab", "true", "keyTab", keytab.toString(), "principal",
                        principal, "storeKey", "true", "isInitiator", "false", "doNotPrompt", "true"));
        new LoginContext("lab", service, null, new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[]{entry};
            }
        }).login();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String offer() {
        return NAME;
    }

    @Override
    public Attempt begin(ConnectionFacts connection) {
        Optional<byte[]> binding = connection.serverCertificate()
                .map(org.voxpost.mailbox.wire.ntlm.ChannelBinding::applicationData);
        return credentials -> {
            try {
                byte[] token = Base64.getDecoder().decode(credentials);
                return Subject.callAs(service, () -> accepted(token, binding));
            } catch (IllegalArgumentException | CompletionException e) {
                Throwable why = e.getCause() == null ? e : e.getCause();
                return new Outcome.Refused("Negotiate: " + why.getMessage());
            }
        };
    }

    private Outcome accepted(byte[] token, Optional<byte[]> binding) throws GSSException {
        GSSContext context = GSSManager.getInstance().createContext((GSSCredential) null);
        try {
            Optional<ChannelBinding> bound = binding.flatMap(TlsBinding::of);
            if (bound.isPresent()) {
                context.setChannelBinding(bound.get());
            }
            byte[] answer = context.acceptSecContext(token, 0, token.length);
            if (!context.isEstablished()) {
                return new Outcome.Refused("Negotiate: more than one leg");
            }
            String user = context.getSrcName().toString();
            Optional<LabAccount> account = accounts.find(user);
            return account.<Outcome>map(a -> new Outcome.SignedIn(a, true, answer == null
                    ? ""
                    : NAME + " " + Base64.getEncoder().encodeToString(answer)))
                    .orElseGet(() -> new Outcome.Refused("Negotiate: nobody is called " + user));
        } finally {
            context.dispose();
        }
    }
}
