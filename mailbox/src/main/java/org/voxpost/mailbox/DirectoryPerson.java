package org.voxpost.mailbox;

import java.util.List;
import java.util.Optional;

/**
 * One person of the address book. Texts are empty if absent.
 *
 * @param distinguishedName legacyExchangeDN ({@code PidTagEmailAddress}): the stable key
 * @param address primary SMTP address
 * @param phones telephone attributes as written
 * @param proxyAddresses all of them with their prefix, for example {@code EUM:4101;phone-context=plan.example.com}
 */
public record DirectoryPerson(String distinguishedName, String displayName, Optional<SmtpAddress> address,
        String alias, String title, String department, String company, String office, List<Phone> phones,
        List<String> proxyAddresses) {
    public DirectoryPerson {
        phones = List.copyOf(phones);
        proxyAddresses = List.copyOf(proxyAddresses);
    }

    /** @param text as the address book has it, in any spelling */
    public record Phone(Kind kind, String text) {
    }

    /** Which telephone. */
    public enum Kind {
        BUSINESS, BUSINESS2, HOME, HOME2, MOBILE, PRIMARY, ASSISTANT, PAGER, FAX, OTHER
    }
}
