package org.voxpost.service.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceCounts;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.WellKnownFolder;

/** A mailbox server that does what a test scripts: one behaviour per create, well behaved when the script is empty. */
final class FakeServer implements MailboxServer {

    /** What happens to a create request. */
    interface Behaviour {
        /** @return null to answer well; the request is then stored */
        MailboxException answer(FakeServer server, DeliveryId id);
    }

    record Stored(SmtpAddress owner, OutgoingItem item, byte[] audio) {
    }

    private final Queue<Behaviour> script = new ArrayDeque<>();
    private final Map<DeliveryId, List<Stored>> items = new HashMap<>();
    final List<DeliveryId> order = new ArrayList<>();
    final List<String> log = new ArrayList<>();

    static Behaviour unavailable(Duration retryAfter) {
        return (server, id) -> new MailboxException.Unavailable("CreateItem", "mail01", "503",
                Optional.of(retryAfter), null);
    }

    static Behaviour answerLost(boolean executed) {
        return (server, id) -> {
            if (executed) {
                server.count(id);
            }
            return new MailboxException.OutcomeUnknown("CreateItem", "mail01", "connection reset", Instant.EPOCH, null);
        };
    }

    static Behaviour full() {
        return (server, id) -> new MailboxException.MailboxFull("CreateItem", "mail01", "ErrorQuotaExceeded");
    }

    static Behaviour tooLarge() {
        return (server, id) -> new MailboxException.MessageTooLarge("CreateItem", "mail01", "ErrorMessageSizeExceeded",
                9);
    }

    static Behaviour refused() {
        return (server, id) -> new MailboxException.MessageRefused("CreateItem", "mail01", "ErrorInvalidProperty");
    }

    static Behaviour rejected() {
        return (server, id) -> new MailboxException.AccountRejected("CreateItem", "mail01", "401");
    }

    static Behaviour fault() {
        return (server, id) -> {
            server.count(id);
            throw new IllegalStateException("a bug after sending");
        };
    }

    /** As HttpClient and NIO do when direct memory is used up; the request may have gone out before. */
    static Behaviour noMemory(boolean executed) {
        return (server, id) -> {
            if (executed) {
                server.count(id);
            }
            throw new OutOfMemoryError("Cannot reserve 16384 bytes of direct buffer memory");
        };
    }

    synchronized FakeServer then(Behaviour... behaviours) {
        script.addAll(List.of(behaviours));
        return this;
    }

    synchronized int copies(DeliveryId id) {
        return items.getOrDefault(id, List.of()).size();
    }

    synchronized Stored only(DeliveryId id) {
        return items.get(id).getFirst();
    }

    synchronized List<String> log() {
        return List.copyOf(log);
    }

    synchronized List<DeliveryId> order() {
        return List.copyOf(order);
    }

    private SmtpAddress currentOwner = new SmtpAddress("nobody@example.com");
    private OutgoingItem currentItem;
    private byte[] currentAudio = {};

    synchronized void count(DeliveryId id) {
        items.computeIfAbsent(id, i -> new ArrayList<>()).add(new Stored(currentOwner, currentItem, currentAudio));
        order.add(id);
    }

    private synchronized ItemId create(SmtpAddress owner, OutgoingItem item, DeliveryId id) {
        currentOwner = owner;
        currentItem = item;
        currentAudio = item.audio().map(FakeServer::bytes).orElse(new byte[0]);
        Behaviour behaviour = script.poll();
        log.add("create");
        MailboxException failure = behaviour == null ? null : behaviour.answer(this, id);
        if (failure != null) {
            throw failure;
        }
        count(id);
        return new ItemId("fake", id.toString());
    }

    private static byte[] bytes(OutgoingItem.AudioAttachment audio) {
        try (var in = audio.source().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Optional<ItemId> search(DeliveryId id) {
        log.add("find");
        return copies(id) > 0 ? Optional.of(new ItemId("fake", id.toString())) : Optional.empty();
    }

    @Override
    public String protocol() {
        return "fake";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.DELIVER, Capability.FIND);
    }

    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new Mailbox() {
            @Override
            public SmtpAddress owner() {
                return owner;
            }

            @Override
            public ItemId deliver(OutgoingItem item, DeliveryId id) {
                return create(owner, item, id);
            }

            @Override
            public Optional<ItemId> find(DeliveryId id) {
                return search(id);
            }

            @Override
            public List<ItemSummary> list(ItemQuery query) {
                throw new UnsupportedOperationException();
            }

            @Override
            public VoiceMessage read(ItemId id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public AudioSource audio(ItemId id, AttachmentName name) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void mark(ItemId id, Flag flag, boolean set) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ItemId move(ItemId id, WellKnownFolder to) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void delete(ItemId id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public VoiceCounts counts() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
