package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.OutgoingItem.AudioAttachment;
import org.voxpost.mailbox.mime.MimeItem;
import org.voxpost.mailbox.wire.soap.XmlReader;

/**
 * Puts one item into a mailbox: as properties with the recording beside them, or, where the server was found to lose
 * recordings that come so, as MIME. The first of each format is looked at when it is stored; one without its recording is
 * taken away again.
 */
record Delivery(EwsClient client, EwsMailbox mailbox) {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long SLOWEST_BYTES_PER_SECOND = 128 << 10;

    ItemId deliver(OutgoingItem item, DeliveryId id, Folder inbox) {
        String format = item.audio().map(AudioAttachment::contentType).orElse("");
        boolean asMime = !client.traits().keepsFiles(format).orElse(true);
        ItemId stored = create(item, new CreateItem(inbox, item, id,
                asMime ? Optional.of(MimeItem.of(item, id)) : Optional.empty()));
        if (item.audio().isEmpty() || client.traits().keepsFiles(format).isPresent()) {
            return stored;
        }
        if (isWhole(stored, item)) {
            client.traits().keepsFiles(format, true);
            return stored;
        }
        LOG.info("{} loses files of {} in CreateItem; they go as MIME from now on", client.peer(), format);
        discard(stored);
        client.traits().keepsFiles(format, false);
        ItemId again = create(item, new CreateItem(inbox, item, id, Optional.of(MimeItem.of(item, id))));
        if (!isWhole(again, item)) {
            discard(again);
            throw new MailboxException.Unavailable("CreateItem for " + mailbox.owner(), client.peer(),
                    "the server loses the recording, as a file and in MIME");
        }
        return again;
    }

    private ItemId create(OutgoingItem item, CreateItem create) {
        Instant sent = Instant.now();
        long audioBytes = item.audio().map(a -> a.source().lengthBytes()).orElse(0L);
        Duration deadline = client.settings().deadline().plusSeconds(audioBytes / SLOWEST_BYTES_PER_SECOND);
        return mailbox.written(client.request("CreateItem", mailbox.owner(), create).once().within(deadline))
                .orElseThrow(() -> unknown("success without an ItemId", sent));
    }

    private MailboxException unknown(String said, Instant sent) {
        return new MailboxException.OutcomeUnknown("CreateItem for " + mailbox.owner(), client.peer(), said, sent,
                null);
    }

    private boolean isWhole(ItemId stored, OutgoingItem item) {
        long length = item.audio().map(a -> a.source().lengthBytes()).orElse(0L);
        try {
            return mailbox.item(stored, new GetItem(stored.value(), GetItem.Shape.LOOK)).attachments().stream()
                    .anyMatch(a -> a.facts().sizeBytes() < 0 || a.facts().sizeBytes() >= length);
        } catch (MailboxException e) {
            throw unknown("it is stored, but whether with its recording could not be seen: " + e.getMessage(),
                    Instant.now());
        }
    }

    /**
     * For what was found by its id: false if it is a voice message whose recording a server lost, which is then taken
     * away. Only as long as the server is not known.
     */
    boolean isWhole(ItemId found) {
        StoredItem item = mailbox.item(found, new GetItem(found.value(), GetItem.Shape.LOOK));
        boolean whole = !ItemKind.isVoice(item.messageClass()) || !item.attachments().isEmpty();
        if (!whole) {
            discard(found);
        }
        return whole;
    }

    private void discard(ItemId half) {
        client.call(client.request("DeleteItem", mailbox.owner(), out -> out.start("m:DeleteItem")
                .attribute("DeleteType", "HardDelete").start("m:ItemIds").start("t:ItemId")
                .attribute("Id", half.value()).end().end().end()), Delivery::nothing);
    }

    private static void nothing(XmlReader in) throws IOException {
        in.skip();
    }
}
