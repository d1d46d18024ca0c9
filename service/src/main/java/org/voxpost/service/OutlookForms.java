package org.voxpost.service;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxException.AccountRejected;
import org.voxpost.mailbox.MailboxException.OutcomeUnknown;
import org.voxpost.mailbox.MailboxException.Unavailable;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.exchange.Exchange;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.StorageException;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.service.trace.FaultLog;

/**
 * Lets Outlook show its voicemail form in the mailboxes of profiles that ask for it: once for each mailbox, remembered in
 * the database, on a thread of its own and never on the way of a message. What fails is tried again every minute; a server
 * that is away is asked for one mailbox only.
 */
final class OutlookForms implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutlookForms.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final List<Subscriber> owners;
    private final Map<String, Predicate<SmtpAddress>> forms;
    private final Database database;
    private final InstantSource clock;
    private final FaultLog faults;
    private final Set<String> failedBefore = new HashSet<>();
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("outlook-forms").daemon().factory());

    /** @param forms by the name of the profile: provisions one mailbox and tells whether that changed anything */
    OutlookForms(List<Subscriber> owners, Map<String, Predicate<SmtpAddress>> forms, Database database,
            InstantSource clock) {
        this.owners = owners.stream().filter(owner -> forms.containsKey(owner.profile())).toList();
        this.forms = Map.copyOf(forms);
        this.database = database;
        this.clock = clock;
        this.faults = new FaultLog(LOG, clock);
    }

    /** Begins at once, if a profile asks for it. */
    static OutlookForms start(List<Exchange> organisations, SubscriberTable table, Database database,
            InstantSource clock) {
        Map<String, Predicate<SmtpAddress>> forms = new HashMap<>();
        organisations.stream().filter(exchange -> exchange.profile().outlookForm())
                .forEach(exchange -> forms.put(exchange.profile().name(), exchange.voicemailForm()));
        var started = new OutlookForms(table.all(), forms, database, clock);
        if (!forms.isEmpty()) {
            started.thread.scheduleWithFixedDelay(started::round, 0, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
        return started;
    }

    /** Goes once through the mailboxes that have no form yet. */
    void round() {
        try {
            Set<String> done = database.read(
                    handle -> handle.createQuery("select mailbox_id from outlook_form").mapTo(String.class).set());
            Set<String> away = new HashSet<>();
            for (Subscriber owner : lastFailedLast()) {
                if (!done.contains(owner.id()) && !away.contains(owner.profile()) && !provisioned(owner)) {
                    away.add(owner.profile());
                }
            }
        } catch (StorageException failed) {
            faults.fault("database", "Outlook's voicemail form", String.valueOf(failed.getMessage()));
        }
    }

    /** False if the next mailbox of the same profile would fare no better. */
    private boolean provisioned(Subscriber owner) {
        try {
            boolean changed = Objects.requireNonNull(forms.get(owner.profile())).test(owner.mailbox());
            database.write(handle -> handle.execute("insert or ignore into outlook_form values (?, ?)", owner.id(),
                    clock.instant().toEpochMilli()));
            LOG.info("Outlook's voicemail form in the mailbox of {}: {}", owner.mailbox(),
                    changed ? "switched on" : "was on already");
            return true;
        } catch (MailboxException failed) {
            failedBefore.add(owner.id());
            faults.fault(owner.profile(), "Outlook's voicemail form", String.valueOf(failed.getMessage()));
            return !(failed instanceof Unavailable || failed instanceof OutcomeUnknown
                    || failed instanceof AccountRejected);
        }
    }

    /** One mailbox that always fails must not keep the others of its profile waiting. */
    private List<Subscriber> lastFailedLast() {
        return owners.stream().sorted(Comparator.comparing(owner -> failedBefore.contains(owner.id()))).toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
