package org.voxpost.service.routing;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.SmtpAddress;

/** Everybody whom the address book shows. */
public record WalkedPeople(String name, Directory directory) implements PersonSource {
    @Override
    public void each(Predicate<SmtpAddress> known, Consumer<DirectoryPerson> to) {
        directory.walk(to);
    }
}
