package org.voxpost.lab.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Secret;

/** The organisation: mailboxes, accounts, address book. Safe for use by many threads. */
public final class LabStore {
    private final Map<SmtpAddress, LabMailbox> mailboxes = new ConcurrentSkipListMap<>();
    private final Accounts accounts = new Accounts();
    private final AddressBook addressBook = new AddressBook();
    private final InstantSource clock;
    private final ItemFiles files;

    private LabStore(InstantSource clock, Optional<Path> directory) {
        this.clock = clock;
        this.files = new ItemFiles(directory);
    }

    public static LabStore inMemory() {
        return new LabStore(InstantSource.system(), Optional.empty());
    }

    /** Attachments' bytes lie in files and every item is exported as JSON; it is not read again at the next start. */
    public static LabStore inDirectory(Path directory) {
        return new LabStore(InstantSource.system(), Optional.of(directory));
    }

    public static LabStore of(InstantSource clock, Optional<Path> directory) {
        return new LabStore(clock, directory);
    }

    /** Adds a mailbox, its owner's account (user name = address) and his entry in the address book. */
    public LabMailbox addMailbox(SmtpAddress owner, String displayName, String password) {
        var mailbox = new LabMailbox(owner, displayName, clock, files);
        mailboxes.put(owner, mailbox);
        accounts.add(new LabAccount(owner.value(), Secret.of(password), Optional.of(owner), false));
        addressBook.add(AddressBook.person(displayName, owner));
        return mailbox;
    }

    /** Adds an account without a mailbox that may act for everybody. */
    public void addServiceAccount(String user, String password) {
        accounts.add(new LabAccount(user, Secret.of(password), Optional.empty(), true));
    }

    public Optional<LabMailbox> mailbox(SmtpAddress owner) {
        return Optional.ofNullable(mailboxes.get(owner));
    }

    public Optional<LabMailbox> mailboxByDistinguishedName(String legacyExchangeDn) {
        return mailboxes.values()
                .stream()
                .filter(mailbox -> mailbox.legacyExchangeDn().equalsIgnoreCase(legacyExchangeDn))
                .findFirst();
    }

    /** In order of their addresses. */
    public List<LabMailbox> mailboxes() {
        return List.copyOf(mailboxes.values());
    }

    public Accounts accounts() {
        return accounts;
    }

    public AddressBook addressBook() {
        return addressBook;
    }
}
