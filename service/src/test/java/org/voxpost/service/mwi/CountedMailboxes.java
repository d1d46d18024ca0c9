package org.voxpost.service.mwi;

import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceCounts;

/** Mailboxes that can only be counted and watched. */
final class CountedMailboxes implements MailboxServer {
    private final Map<SmtpAddress, VoiceCounts> counts = new ConcurrentHashMap<>();
    private final Set<Capability> capabilities;
    private final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    volatile Consumer<MailboxChanged> watcher = changed -> {
    };
    volatile Set<SmtpAddress> watched = Set.of();
    volatile boolean away;

    CountedMailboxes(Capability... capabilities) {
        this.capabilities = EnumSet.of(Capability.COUNTS, capabilities);
    }

    /** Puts messages into a mailbox, without telling the watcher. */
    void hold(SmtpAddress owner, int unheard, int heard) {
        counts.put(owner, new VoiceCounts(unheard, heard, 0, 0));
    }

    private VoiceCounts count(SmtpAddress owner) {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            if (away) {
                throw new MailboxException.Unavailable("FindItem", "mail01", "503");
            }
            return counts.getOrDefault(owner, new VoiceCounts(0, 0, 0, 0));
        } finally {
            atOnce.decrementAndGet();
        }
    }

    @Override
    public String protocol() {
        return "counted";
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return (Mailbox) Proxy.newProxyInstance(Mailbox.class.getClassLoader(), new Class<?>[]{Mailbox.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "counts" -> count(owner);
                    case "close" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        watched = owners;
        watcher = to;
        return () -> watcher = changed -> {
        };
    }

    @Override
    public void close() {
        // nothing is open
    }
}
