package org.voxpost.service.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.Protocol;
import org.voxpost.service.exchange.Endpoint;
import org.voxpost.service.exchange.Endpoint.Opening;
import org.voxpost.service.exchange.Exchange;

/** Examines one profile. */
public final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long SOON_DAYS = 30;

    private final Exchange exchange;
    private final Optional<SmtpAddress> mailbox;
    private final boolean delivering;
    private final InstantSource clock;

    /**
     * @param mailbox whose mailbox is looked into; empty: only what needs none is tried
     * @param delivering true to deliver a test item by every protocol, and to remove it
     */
    public Doctor(Exchange exchange, Optional<SmtpAddress> mailbox, boolean delivering, InstantSource clock) {
        this.exchange = exchange;
        this.mailbox = mailbox;
        this.delivering = delivering;
        this.clock = clock;
    }

    /** Tries everything; what fails ends the checks of its protocol, never those of another. */
    public List<Finding> examine() {
        List<Finding> all = new ArrayList<>();
        for (Protocol protocol : exchange.profile().mailboxProtocols()) {
            var report = new Report(exchange.profile().name(), protocol.word());
            if (connected(protocol.word(), () -> exchange.endpoint(protocol, owner()), report)) {
                mailbox.ifPresentOrElse(
                        owner -> new MailboxRound(exchange, protocol, owner, report, clock).run(delivering),
                        () -> report.leftOut("sign-in", "no mailbox to try: name one by --mailbox"));
            }
            if (protocol == Protocol.GRAPH) {
                exchange.graphNotifications().ifPresent(there -> new NotificationProbe(there.url()).run(report));
            }
            all.addAll(report.findings());
        }
        exchange.profile().directoryOrder().forEach(protocol -> all.addAll(lookUp(protocol)));
        if (exchange.profile().umwsUrl().isPresent()) {
            all.addAll(unifiedMessaging());
        }
        return all;
    }

    /** @return false if there is no use in going on */
    private boolean connected(String protocol, Supplier<Endpoint> where, Report report) {
        Optional<Endpoint> place = place(where, report);
        if (place.isEmpty()) {
            return false;
        }
        Endpoint endpoint = place.get();
        var probe = new TlsProbe(endpoint, exchange.trust(), PATIENCE);
        try {
            Duration took = probe.connect();
            report.good("reachable", endpoint.text() + " in " + took.toMillis() + " ms");
        } catch (IOException e) {
            String said = endpoint.text() + ": " + e.getClass().getSimpleName() + ": " + e.getMessage();
            report.bad("reachable", said, Trouble.of(said));
            return false;
        }
        if (endpoint.opening() == Opening.PLAIN) {
            report.leftOut("tls",
                    protocol.equals(Protocol.RPC.word()) ? "RPC encrypts by itself" : "not used at this address");
            return true;
        }
        try {
            TlsProbe.Shown shown = probe.handshake(clock.instant());
            if (shown.daysLeft() < SOON_DAYS) {
                report.doubtful("tls", shown.words(), Trouble.CERTIFICATE_ENDS);
            } else {
                report.good("tls", shown.words());
            }
            return true;
        } catch (IOException e) {
            report.bad("tls", String.valueOf(e.getMessage()), Trouble.of(e + " " + e.getCause()));
            return false;
        }
    }

    private SmtpAddress owner() {
        return mailbox.orElse(new SmtpAddress("nobody@invalid"));
    }

    private static Optional<Endpoint> place(Supplier<Endpoint> where, Report report) {
        try {
            return Optional.of(where.get());
        } catch (MailboxException e) {
            report.bad("found", e);
            return Optional.empty();
        }
    }

    private List<Finding> lookUp(Protocol protocol) {
        var report = new Report(exchange.profile().name(), protocol.word());
        if (mailbox.isEmpty()) {
            report.leftOut("look up", "no mailbox to look up: name one by --mailbox");
            return report.findings();
        }
        try {
            Directory people = exchange.directory(protocol);
            Optional<DirectoryPerson> person = people.byAddress(mailbox.get());
            person.ifPresentOrElse(
                    found -> report.good("look up", found.displayName() + ", " + found.phones().size()
                            + " telephone numbers"),
                    () -> report.bad("look up", mailbox.get() + " is not in the address book", Trouble.NOBODY));
        } catch (MailboxException e) {
            report.bad("look up", e);
        }
        return report.findings();
    }

    private List<Finding> unifiedMessaging() {
        var report = new Report(exchange.profile().name(), "umws");
        if (connected("umws", exchange::unifiedMessagingEndpoint, report)) {
            new UnifiedMessagingRound(exchange, report).run(delivering);
        }
        return report.findings();
    }
}
