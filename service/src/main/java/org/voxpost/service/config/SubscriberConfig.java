package org.voxpost.service.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;

/** Who has a mailbox here. */
public record SubscriberConfig(
        @Setting("Primary SMTP address of the mailbox") SmtpAddress mailbox,
        @Setting(value = "Extensions at the site and numbers in E.164 form (`+14255550101`)") List<String> numbers,
        @Setting(value = "Stable id that stays when the address changes; the address if absent", fallback = "") Optional<String> id,
        @Setting(value = "Name said to people", fallback = "\"\"") String name,
        @Setting(value = "Site the extensions belong to; the first if empty", fallback = "\"\"") String site,
        @Setting(value = "Exchange profile; the first if empty", fallback = "\"\"") String profile,
        @Setting(value = "WAV file with the greeting; a spoken phrase if absent", fallback = "") Optional<Path> greeting,
        @Setting(value = "Tell the owner of calls without a message", fallback = "true") boolean missedCalls,
        @Setting(value = "Language of texts and prompts", fallback = "en-US") Locale language,
        @Setting(value = "Number that `0` leads this mailbox's callers to; the site's operator if empty", fallback = "\"\"") String operator,
        @Setting(value = "Groups of dialling rules its callers may be transferred by; the site's if empty", fallback = "[]") List<String> mayDial) {

    public SubscriberConfig {
        numbers = List.copyOf(numbers);
        mayDial = List.copyOf(mayDial);
    }
}
