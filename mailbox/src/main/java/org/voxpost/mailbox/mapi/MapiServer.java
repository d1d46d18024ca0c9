package org.voxpost.mailbox.mapi;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;

/** All mailboxes reached by one kind of carrier, one session each. */
final class MapiServer implements MailboxServer {
    private static final Duration REST = Duration.ofMinutes(2); // sessions count against the account's throttling

    private final String protocol;
    private final StoreRoad.Source roads;
    private final Map<SmtpAddress, OwnerStore> stores = new ConcurrentHashMap<>();
    private final Set<MapiWatch> watches = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    MapiServer(String protocol, StoreRoad.Source roads) {
        this.protocol = protocol;
        this.roads = roads;
        Thread.ofVirtual().name("voxpost-mapi-idle").start(this::closeIdleSessions);
    }

    private void closeIdleSessions() {
        try {
            while (!closed.await(REST.toSeconds(), TimeUnit.SECONDS)) {
                long since = System.nanoTime() - REST.toNanos();
                stores.values().forEach(store -> store.closeIfIdle(since));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new MapiMailbox(protocol, store(owner));
    }

    OwnerStore store(SmtpAddress owner) {
        return stores.computeIfAbsent(owner, address -> new OwnerStore(address, roads));
    }

    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        var watch = new MapiWatch(owners, roads, to, watches::remove);
        watches.add(watch);
        watch.start();
        return watch;
    }

    @Override
    public void close() {
        closed.countDown();
        watches.forEach(MapiWatch::close);
        stores.values().forEach(OwnerStore::close);
        roads.close();
    }
}
