package org.voxpost.mailbox.autodiscover;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceCounts;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.WellKnownFolder;

/** A mailbox of a {@link DiscoveredServer}, wherever it is. */
final class MovingMailbox implements Mailbox {
    private final SmtpAddress owner;
    private final DiscoveredServer server;
    private final Map<URI, Mailbox> opened = new ConcurrentHashMap<>();

    MovingMailbox(SmtpAddress owner, DiscoveredServer server) {
        this.owner = owner;
        this.server = server;
    }

    private <T> T ask(Function<Mailbox, T> operation) {
        return server.at(owner, place -> operation
                .apply(opened.computeIfAbsent(place, p -> server.server(p).open(owner))));
    }

    @Override
    public SmtpAddress owner() {
        return owner;
    }

    @Override
    public ItemId deliver(OutgoingItem item, DeliveryId id) {
        return ask(m -> m.deliver(item, id));
    }

    @Override
    public Optional<ItemId> find(DeliveryId id) {
        return ask(m -> m.find(id));
    }

    @Override
    public List<ItemSummary> list(ItemQuery query) {
        return ask(m -> m.list(query));
    }

    @Override
    public VoiceMessage read(ItemId id) {
        return ask(m -> m.read(id));
    }

    @Override
    public AudioSource audio(ItemId id, AttachmentName name) {
        return ask(m -> m.audio(id, name));
    }

    @Override
    public void mark(ItemId id, Flag flag, boolean set) {
        ask(m -> {
            m.mark(id, flag, set);
            return true;
        });
    }

    @Override
    public ItemId move(ItemId id, WellKnownFolder to) {
        return ask(m -> m.move(id, to));
    }

    @Override
    public void delete(ItemId id) {
        ask(m -> {
            m.delete(id);
            return true;
        });
    }

    @Override
    public Map<ItemId, MailboxException> markAll(Collection<ItemId> ids, Flag flag, boolean set) {
        return ask(m -> m.markAll(ids, flag, set));
    }

    @Override
    public Map<ItemId, MailboxException> deleteAll(Collection<ItemId> ids) {
        return ask(m -> m.deleteAll(ids));
    }

    @Override
    public VoiceCounts counts() {
        return ask(Mailbox::counts);
    }

    @Override
    public void close() {
        opened.values().forEach(Mailbox::close);
    }
}
