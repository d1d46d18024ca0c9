package org.voxpost.mailbox.ews;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.voxpost.mailbox.wire.soap.XmlException;

/** xs:dateTime. */
final class EwsTime {
    private static final DateTimeFormatter WITHOUT_ZONE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
            .withZone(ZoneOffset.UTC);

    private EwsTime() {
    }

    /** Up to nine digits of a second, and no zone means UTC. */
    static Instant read(String text) throws XmlException {
        try {
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text.strip(), OffsetDateTime::from,
                    LocalDateTime::from);
            return parsed instanceof OffsetDateTime at
                    ? at.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new XmlException("'" + text + "' is no time");
        }
    }

    /** For requests that name their time zone apart. */
    static String withoutZone(Instant time) {
        return WITHOUT_ZONE.format(time);
    }
}
