package org.voxpost.service.spool;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.voxpost.media.AudioFormat;
import org.voxpost.mailbox.DeliveryId;

/**
 * One message in the spool.
 *
 * @param sequence order of acceptance
 * @param envelope whose it is
 * @param audio what was said; empty for a missed call
 * @param marks what the caller marked it as
 * @param accepted when it became durable
 * @param progress how far it is
 */
public record Delivery(long sequence, Envelope envelope, Optional<Audio> audio, Marks marks, Instant accepted,
        Progress progress) {

    /**
     * A recording in the store.
     *
     * @param file name within the store
     * @param lengthBytes audio bytes in it
     * @param gainDb how much louder it becomes where the attachment loses something anyway; 0 if nobody measured it
     * @param cutOff true if the end is missing: the process died while it was recorded, or the storage failed
     */
    public record Audio(String file, AudioFormat format, long lengthBytes, double gainDb, boolean cutOff) {
        public Duration length() {
            return format.lengthOf(lengthBytes);
        }
    }

    public DeliveryId id() {
        return envelope.id();
    }

    Delivery numbered(long number) {
        return new Delivery(number, envelope, audio, marks, accepted, progress);
    }

    Delivery with(Progress next) {
        return new Delivery(sequence, envelope, audio, marks, accepted, next);
    }
}
