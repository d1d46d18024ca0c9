package org.voxpost.mailbox.ews;

import java.time.Duration;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;

/**
 * One EWS operation on its way.
 *
 * @param operation element name without {@code Response}, for example {@code CreateItem}
 * @param owner whose mailbox
 * @param repeatable false if doing it twice does harm
 * @param deadline for all of it
 * @param body writes the operation's element
 */
record EwsRequest(String operation, SmtpAddress owner, boolean repeatable, Duration deadline, SoapEnvelope.Part body) {

    EwsRequest within(Duration other) {
        return new EwsRequest(operation, owner, repeatable, other, body);
    }

    EwsRequest once() {
        return new EwsRequest(operation, owner, false, deadline, body);
    }
}
