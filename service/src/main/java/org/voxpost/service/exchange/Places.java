package org.voxpost.service.exchange;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.autodiscover.Autodiscover;
import org.voxpost.mailbox.autodiscover.AutodiscoverSettings;
import org.voxpost.mailbox.autodiscover.Discovered;
import org.voxpost.mailbox.autodiscover.DiscoveredServer.Whereabouts;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.service.config.AutodiscoverConfig;

/** What Autodiscover tells of the mailboxes of one profile; asked only for what was not written down. */
final class Places implements AutoCloseable {
    private final AutodiscoverConfig config;
    private final Supplier<HttpSettings> http;
    private final InstantSource clock;
    private @Nullable Autodiscover autodiscover; // guarded by this

    Places(AutodiscoverConfig config, Supplier<HttpSettings> http, InstantSource clock) {
        this.config = config;
        this.http = http;
        this.clock = clock;
    }

    private synchronized Autodiscover autodiscover() {
        Autodiscover open = autodiscover;
        if (open == null) {
            open = new Autodiscover(new AutodiscoverSettings(http.get(), Set.copyOf(config.allowedHosts()),
                    config.view(), config.url()), clock);
            autodiscover = open;
        }
        return open;
    }

    /** @throws MailboxException if nobody tells */
    Discovered of(SmtpAddress owner) {
        return autodiscover().find(owner);
    }

    /**
     * One thing that Autodiscover tells of a mailbox.
     *
     * @param what its name, for the message
     * @throws MailboxException if nobody tells, or not of this
     */
    <T> T of(SmtpAddress owner, String what, Function<Discovered, Optional<T>> part) {
        return part.apply(of(owner)).orElseThrow(() -> new MailboxException.Unavailable("Autodiscover for " + owner,
                owner.domain(), "it names no " + what));
    }

    /** legacyExchangeDN of a mailbox. */
    String distinguishedName(SmtpAddress owner) {
        return of(owner, "distinguished name",
                found -> Optional.of(found.names().mailboxDn()).filter(name -> !name.isEmpty()));
    }

    /** Where {@code part} of mailboxes is. */
    Whereabouts whereabouts(Function<SmtpAddress, URI> part) {
        return new Whereabouts() {
            @Override
            public URI find(SmtpAddress owner) {
                return part.apply(owner);
            }

            @Override
            public void forget(SmtpAddress owner) {
                autodiscover().forget(owner);
            }
        };
    }

    @Override
    public synchronized void close() {
        if (autodiscover != null) {
            autodiscover.close();
        }
    }
}
