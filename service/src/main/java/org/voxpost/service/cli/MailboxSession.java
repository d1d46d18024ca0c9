package org.voxpost.service.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.ExchangeProfile;
import org.voxpost.service.config.Protocol;
import org.voxpost.service.config.SubscriberConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.exchange.Exchange;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command on one mailbox has: which mailbox, by which protocol, and how its errors are told. */
abstract class MailboxSession implements Callable<Integer> {
    private static final int FAILED = 1;

    @Mixin
    private ConfigOption config = new ConfigOption();
    @Spec
    private CommandSpec spec = CommandSpec.create();
    @Option(names = "--mailbox", required = true, paramLabel = "ADDRESS", description = "whose mailbox")
    private @Nullable SmtpAddress mailbox;
    @Option(names = "--profile", paramLabel = "NAME", description = "Exchange profile (default: that of the subscriber with this mailbox, else the first)")
    private String profile = "";
    @Option(names = "--via", paramLabel = "PROTOCOL", description = "ews, graph, mapi, rpc, rpc-http, imap, pop3, smtp or webdav (default: the first of the profile that can)")
    private String via = "";
    @Option(names = "--json", description = "print JSON")
    private boolean json;

    /** Does the work and prints its result. @return exit status */
    abstract int run(Mailbox mailbox, MailboxPrinter out) throws IOException;

    /** What the work needs a protocol to be able to do. */
    abstract Capability needs();

    /** The item the work is about, if it is about one. */
    Optional<ItemId> item() {
        return Optional.empty();
    }

    /** Reads {@code PROTOCOL:VALUE}, as {@code list} prints it. */
    static ItemId itemId(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || protocol(text.substring(0, colon)).isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is no id of an item; voxpost mailbox list shows them");
        }
        return new ItemId(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        return config.load(err).map(found -> run(found, err)).orElse(ConfigOption.WRONG_CONFIGURATION);
    }

    private int run(VoxpostConfig found, PrintWriter err) {
        PrintWriter out = spec.commandLine().getOut();
        SmtpAddress owner = mailbox;
        try {
            if (owner == null) {
                throw new IllegalArgumentException("--mailbox is missing");
            }
            ExchangeProfile chosen = profile(found, owner);
            try (Exchange exchange = Exchange.open(chosen, found.mwi(), Optional.of(owner), InstantSource.system())) {
                MailboxServer server = exchange.server(protocol(exchange));
                if (!server.capabilities().contains(needs())) {
                    throw new IllegalArgumentException(
                            server.protocol() + " cannot " + needs().name().toLowerCase(java.util.Locale.ROOT));
                }
                try (Mailbox open = server.open(owner)) {
                    return run(open, new MailboxPrinter(out, json));
                }
            }
        } catch (IOException | MailboxException | IllegalArgumentException e) {
            err.println("voxpost: " + e.getMessage());
            err.flush();
            return FAILED;
        } finally {
            out.flush();
        }
    }

    private ExchangeProfile profile(VoxpostConfig found, SmtpAddress owner) {
        String name = !profile.isEmpty()
                ? profile
                : found.subscribers().stream().filter(s -> s.mailbox().equals(owner)).map(SubscriberConfig::profile)
                        .findFirst().orElse("");
        return found.profile(name).orElseThrow(() -> new IllegalArgumentException("there is no profile '" + name
                + "'; there are " + found.exchange().stream().map(ExchangeProfile::name)
                        .collect(Collectors.joining(", "))));
    }

    /** As told; else the one that gave the item its id; else the first of the profile that can. */
    private Protocol protocol(Exchange exchange) {
        Optional<String> ofItem = item().map(ItemId::protocol);
        if (!via.isEmpty()) {
            if (ofItem.isPresent() && !ofItem.get().equals(via)) {
                throw new IllegalArgumentException(
                        "the item has an id of " + ofItem.get() + ", which means nothing to " + via);
            }
            return protocol(via).orElseThrow(() -> new IllegalArgumentException(via.equals("umws")
                    ? "umws has settings and play on phone, but no messages; voxpost doctor tries it"
                    : "there is no protocol '" + via + "'; there are " + Arrays.stream(Protocol.values())
                            .map(Protocol::word).collect(Collectors.joining(", "))));
        }
        List<Protocol> order = needs() == Capability.DELIVER
                ? exchange.profile().protocols().deliver()
                : exchange.profile().protocols().read();
        return ofItem.flatMap(MailboxSession::protocol)
                .or(() -> order.stream().filter(p -> exchange.server(p).capabilities().contains(needs())).findFirst())
                .orElseThrow(() -> new IllegalArgumentException("no protocol of the profile can "
                        + needs().name().toLowerCase(java.util.Locale.ROOT)));
    }

    private static Optional<Protocol> protocol(String word) {
        return Arrays.stream(Protocol.values()).filter(p -> p.word().equals(word)).findFirst();
    }
}
