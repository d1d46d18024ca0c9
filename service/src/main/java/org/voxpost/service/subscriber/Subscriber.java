package org.voxpost.service.subscriber;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Somebody with a mailbox.
 *
 * @param id stable mailbox id, which stays when the address changes; lower case
 * @param mailbox primary SMTP address
 * @param name name for people; the address if none was given
 * @param numbers as configured: extensions of {@code site} and E.164 numbers
 * @param site name of the site the extensions belong to
 * @param profile name of the Exchange profile that holds the mailbox
 * @param greeting audio file of the greeting; empty for the shipped phrase
 * @param missedCalls true if calls without a message are told
 * @param language of texts and prompts
 */
public record Subscriber(String id, SmtpAddress mailbox, String name, List<String> numbers, String site,
        String profile, Optional<Path> greeting, boolean missedCalls, Locale language) {
    public Subscriber {
        numbers = List.copyOf(numbers);
    }

    /** The extension that is spoken in the shipped greeting: the first number. */
    public String spokenNumber() {
        return numbers.getFirst();
    }
}
