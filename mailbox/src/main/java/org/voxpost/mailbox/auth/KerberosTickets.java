package org.voxpost.mailbox.auth;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.ChannelBinding;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tickets for {@code HTTP/host} by JGSS, for a principal with a keytab. The ticket-granting ticket is fetched at the first
 * need and five minutes before it ends. Realm and KDC are where the system has them ({@code krb5.conf}).
 */
final class KerberosTickets implements NegotiateSignIn.Tickets {
    private static final Logger LOG = LoggerFactory.getLogger(KerberosTickets.class);
    private static final String SPNEGO = "1.3.6.1.5.5.2";
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final Account.Kerberos account;
    private final InstantSource clock;
    private final ReentrantLock signingIn = new ReentrantLock();
    private @Nullable Subject subject; // guarded by signingIn

    KerberosTickets(Account.Kerberos account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    @Override
    public NegotiateSignIn.Ticket forHost(String host, Optional<byte[]> binding) throws IOException {
        try {
            return Subject.callAs(subject(), () -> begun(host, binding));
        } catch (CompletionException e) {
            throw new IOException("no Kerberos ticket for HTTP/" + host + " as " + account.principal() + ": "
                    + reason(e.getCause()), e);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null ? "no reason given" : String.valueOf(cause.getMessage());
    }

    private static NegotiateSignIn.Ticket begun(String host, Optional<byte[]> binding) throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        GSSName name = manager.createName("HTTP@" + host, GSSName.NT_HOSTBASED_SERVICE);
        GSSContext context = manager.createContext(name, new Oid(SPNEGO), null, GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        context.requestCredDeleg(false);
        Optional<ChannelBinding> bound = binding.flatMap(TlsBinding::of);
        if (bound.isPresent()) {
            context.setChannelBinding(bound.get());
        }
        byte[] token = context.initSecContext(new byte[0], 0, 0);
        return new Ticket(context, token);
    }

    private record Ticket(GSSContext context, byte[] token) implements NegotiateSignIn.Ticket {
        @Override
        public void verify(byte[] answer) throws IOException {
            if (context.isEstablished()) {
                return;
            }
            try {
                context.initSecContext(answer, 0, answer.length);
            } catch (GSSException e) {
                throw new IOException("the server does not prove itself: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            try {
                context.dispose();
            } catch (GSSException e) {
                LOG.debug("a Kerberos context cannot be disposed of", e);
            }
        }
    }

    private Subject subject() throws IOException {
        signingIn.lock();
        try {
            Subject now = subject;
            if (now == null || isEnding(now)) {
                now = signedIn();
                subject = now;
            }
            return now;
        } finally {
            signingIn.unlock();
        }
    }

    private boolean isEnding(Subject now) {
        Instant soon = clock.instant().plus(EARLY);
        return now.getPrivateCredentials(KerberosTicket.class).stream()
                .filter(t -> t.getServer().getName().startsWith("krbtgt/"))
                .noneMatch(t -> t.getEndTime() != null && t.getEndTime().toInstant().isAfter(soon));
    }

    private Subject signedIn() throws IOException {
        Subject fresh = new Subject();
        try {
            new LoginContext("voxpost", fresh, null, configuration()).login();
            return fresh;
        } catch (LoginException e) {
            throw new IOException(account.principal() + " cannot sign in with " + account.keytab() + ": "
                    + e.getMessage(), e);
        }
    }

    private Configuration configuration() {
        Map<String, String> options = Map.of("useKeyTab", "true", "keyTab", account.keytab().toString(), "principal",
                account.principal(), "storeKey", "true", "isInitiator", "true", "doNotPrompt", "true",
                "refreshKrb5Config", "true");
        var entry = new AppConfigurationEntry("com.sun.security.auth.module.Krb5LoginModule",
                LoginModuleControlFlag.REQUIRED, options);
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[]{entry};
            }
        };
    }
}
