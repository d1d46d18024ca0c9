package org.voxpost.service.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.AccountConfig;
import org.voxpost.service.config.ExchangeProfile.Access;
import org.voxpost.service.config.Protocol;
import org.voxpost.service.exchange.Exchange;

/** What one protocol can do with one mailbox: signing in, listing, delivering a test item and removing it, and so on. */
final class MailboxRound {
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final int MOST_LISTED = 100;

    private final Exchange exchange;
    private final Protocol protocol;
    private final SmtpAddress owner;
    private final Report report;
    private final InstantSource clock;
    private final MailboxServer server;

    MailboxRound(Exchange exchange, Protocol protocol, SmtpAddress owner, Report report, InstantSource clock) {
        this.exchange = exchange;
        this.protocol = protocol;
        this.owner = owner;
        this.report = report;
        this.clock = clock;
        this.server = exchange.server(protocol);
    }

    void run(boolean delivering) {
        try (Mailbox mailbox = server.open(owner)) {
            if (server.capabilities().contains(Capability.LIST) && !listed(mailbox)) {
                return;
            }
            server.software(owner).ifPresent(said -> report.good("server", named(said)));
            if (server.capabilities().contains(Capability.DELIVER)) {
                if (delivering) {
                    deliver(mailbox);
                } else {
                    report.leftOut("deliver", "not wanted");
                }
            }
        }
        if (protocol == Protocol.EWS) {
            concurrent();
            form();
        }
    }

    private boolean listed(Mailbox mailbox) {
        try {
            int count = mailbox.list(ItemQuery.voice().atMost(MOST_LISTED)).size();
            report.good("sign-in", signIn());
            report.good("access", access());
            report.good("list", count + (count == MOST_LISTED ? " or more" : "") + " voice messages in the Inbox");
            return true;
        } catch (MailboxException e) {
            switch (Trouble.of(e)) {
                case PASSWORD, TOKEN -> report.bad("sign-in", e);
                case IMPERSONATION, FORBIDDEN, NO_MAILBOX -> {
                    report.good("sign-in", signIn());
                    report.bad("access", e);
                }
                default -> report.bad("list", e);
            }
            return false;
        }
    }

    private String signIn() {
        AccountConfig account = account();
        String scheme = account.scheme().name().toLowerCase(Locale.ROOT);
        boolean rpc = protocol == Protocol.RPC;
        String who = account.oauth().map(oauth -> "application " + oauth.clientId()).orElse(account.user());
        return (rpc ? "ntlm" : scheme) + " as " + who;
    }

    private AccountConfig account() {
        AccountConfig usual = exchange.profile().account();
        return switch (protocol) {
            case IMAP -> exchange.profile().imap().account().orElse(usual);
            case POP3 -> exchange.profile().pop3().account().orElse(usual);
            case SMTP -> exchange.profile().smtp().account().orElse(usual);
            case EWS, GRAPH, MAPI, RPC, RPC_HTTP, WEBDAV -> usual;
        };
    }

    private String access() {
        boolean impersonation = exchange.profile().access() == Access.IMPERSONATION;
        String how = switch (protocol) {
            case EWS -> impersonation ? "by impersonation" : "by full access";
            case GRAPH -> "by application permission";
            case MAPI, RPC, RPC_HTTP -> impersonation ? "by administrative right" : "by full access";
            case IMAP, POP3, SMTP, WEBDAV -> "by full access";
        };
        return "the account may act in the mailbox of " + owner + " " + how;
    }

    /** Of Exchange's version numbers. */
    private static String named(String said) {
        String product = said.replaceFirst("^Exchange (8|14|15\\.0|15\\.1|15\\.2)(\\..*)?$", "$1");
        return switch (product) {
            case "8" -> said + " (2007)";
            case "14" -> said + " (2010)";
            case "15.0" -> said + " (2013)";
            case "15.1" -> said + " (2016)";
            case "15.2" -> said + " (2019 or Subscription Edition)";
            default -> said;
        };
    }

    private void deliver(Mailbox mailbox) {
        DeliveryId id = DeliveryId.random();
        try {
            mailbox.deliver(TestItem.of(owner, exchange.profile().sender(), clock.instant()), id);
        } catch (MailboxException e) {
            boolean signIn = !server.capabilities().contains(Capability.LIST)
                    && (Trouble.of(e) == Trouble.PASSWORD || Trouble.of(e) == Trouble.TOKEN);
            report.bad(signIn ? "sign-in" : "deliver", e);
            if (e instanceof MailboxException.OutcomeUnknown) {
                removed(id);
            }
            return;
        }
        switch (removed(id)) {
            case REMOVED -> report.good("deliver", "a test item was delivered, found and removed");
            case NOBODY_CAN_LOOK -> report.good("deliver", "accepted; no protocol of the profile can look for it:"
                    + " remove '" + TestItem.SUBJECT + "' by hand");
            case NOT_FOUND -> report.bad("deliver", "accepted, but it was not found again within "
                    + ARRIVES_WITHIN.toSeconds() + " s", Trouble.LOST);
            case LEFT -> report.doubtful("deliver", "delivered and found; remove '" + TestItem.SUBJECT + "' by hand",
                    Trouble.OTHER);
        }
    }

    private enum Removal {
        REMOVED, NOBODY_CAN_LOOK, NOT_FOUND, LEFT
    }

    /** By the protocol itself, or by another one that can look for what it delivered. */
    private Removal removed(DeliveryId id) {
        Optional<MailboxServer> finder = server.capabilities().contains(Capability.FIND)
                ? Optional.of(server)
                : exchange.profile().protocols().read().stream().map(exchange::server)
                        .filter(s -> s.capabilities().contains(Capability.FIND)).findFirst();
        if (finder.isEmpty()) {
            return Removal.NOBODY_CAN_LOOK;
        }
        try (Mailbox mailbox = finder.get().open(owner)) {
            Optional<ItemId> found = awaited(mailbox, id);
            found.ifPresent(mailbox::delete);
            return found.isPresent() ? Removal.REMOVED : Removal.NOT_FOUND;
        } catch (MailboxException e) {
            return Removal.LEFT;
        }
    }

    private Optional<ItemId> awaited(Mailbox mailbox, DeliveryId id) {
        Instant end = clock.instant().plus(ARRIVES_WITHIN);
        Optional<ItemId> found = mailbox.find(id);
        while (found.isEmpty() && clock.instant().isBefore(end)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            found = mailbox.find(id);
        }
        return found;
    }

    /** As many requests at once as the profile allows: a throttling policy that is too small shows itself. */
    private void concurrent() {
        int count = exchange.profile().concurrency();
        List<Future<?>> asked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                asked.add(threads.submit(() -> {
                    try (Mailbox mailbox = server.open(owner)) {
                        return mailbox.counts();
                    }
                }));
            }
        }
        try {
            for (Future<?> one : asked) {
                one.get();
            }
            report.good("throttling", count + " requests at once are served");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MailboxException failure) {
                report.bad("throttling", "with " + count + " requests at once: " + failure.getMessage(),
                        Trouble.of(failure));
            } else {
                throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void form() {
        try {
            if (exchange.hasVoicemailForm(owner)) {
                report.good("voicemail form", "Outlook shows it");
            } else if (exchange.profile().outlookForm()) {
                report.good("voicemail form", "not on yet; the running service switches it on");
            } else {
                report.doubtful("voicemail form", "the form is off for this mailbox", Trouble.FORM_OFF);
            }
        } catch (MailboxException e) {
            report.bad("voicemail form", e);
        }
    }
}
