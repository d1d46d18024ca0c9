package org.voxpost.mailbox;

import java.util.UUID;

/**
 * Names one message on its way to one mailbox: random, made when recording starts, written into the item as its
 * InternetMessageId. Never the SIP Call-ID, which a PBX may use again.
 */
public record DeliveryId(UUID value) {
    public static DeliveryId random() {
        return new DeliveryId(UUID.randomUUID());
    }

    /** The item's Message-ID (RFC 5322, 3.6.4), angle brackets included; the same for the same id on every road. */
    public String internetMessageId() {
        return "<" + value + "@delivery.voxpost.invalid>";
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
