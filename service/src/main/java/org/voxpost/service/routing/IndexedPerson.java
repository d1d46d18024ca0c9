package org.voxpost.service.routing;

import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;

/**
 * A person as the number index knows him.
 *
 * @param id stable: the legacyExchangeDN, else the address
 * @param displayName for people; cleaned
 * @param address primary SMTP address
 * @param voicemail true if his proxy addresses have one for voicemail ({@code EUM:})
 */
public record IndexedPerson(String id, String displayName, Optional<SmtpAddress> address, boolean voicemail) {
}
