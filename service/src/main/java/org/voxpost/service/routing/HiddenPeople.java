package org.voxpost.service.routing;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.SmtpAddress;

/**
 * People whom the address book does not show, asked for one by one by their address, because we know that they exist: our
 * subscribers.
 *
 * @param directory may be another than the one that is walked, for example one over EWS
 */
public record HiddenPeople(String name, Directory directory, List<SmtpAddress> addresses) implements PersonSource {
    public HiddenPeople {
        addresses = List.copyOf(addresses);
    }

    @Override
    public void each(Predicate<SmtpAddress> known, Consumer<DirectoryPerson> to) {
        addresses.stream().filter(known.negate()).forEach(address -> directory.byAddress(address).ifPresent(to));
    }
}
