package org.voxpost.mailbox.ews;

import java.time.Duration;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;

/**
 * One EWS operation on its way.
 *
 * @param operation element name without {@code Response}, for example {@code CreateItem}
 * @param owner whose mailbox
 * @param repeatable false if doing it twice does harm
 * @param deadline for all of it
 * @param schema oldest one that has the operation; empty if all have it
 * @param body writes the operation's element
 */
record EwsRequest(String operation, SmtpAddress owner, boolean repeatable, Duration deadline, Optional<String> schema,
        SoapEnvelope.Part body) {

    EwsRequest within(Duration other) {
        return new EwsRequest(operation, owner, repeatable, other, schema, body);
    }

    EwsRequest once() {
        return new EwsRequest(operation, owner, false, deadline, schema, body);
    }

    /** For an operation that came with a later schema than the one that is usually asked for. */
    EwsRequest needing(String oldest) {
        return new EwsRequest(operation, owner, repeatable, deadline, Optional.of(oldest), body);
    }
}
