package org.voxpost.service.routing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.service.config.SubscriberConfig;
import org.voxpost.service.subscriber.DialPlan;

/** People of the address book who were enabled for Exchange Unified Messaging, as subscribers. */
public final class VoicemailPeople {
    private VoicemailPeople() {
    }

    /**
     * Everybody with a mailbox and an {@code EUM:} address that holds a number. The site is the one its dial plan is named
     * after; with one site alone, that.
     *
     * @param copy of the address book
     * @throws IOException if there is none, or it is damaged
     */
    public static List<SubscriberConfig> of(Path copy, List<DialPlan> plans) throws IOException {
        var found = new ArrayList<SubscriberConfig>();
        AddressBookFile.read(copy, (person, record) -> subscriber(person, plans).ifPresent(found::add));
        return found;
    }

    private static Optional<SubscriberConfig> subscriber(DirectoryPerson person, List<DialPlan> plans) {
        List<VoicemailAddress> addresses = person.proxyAddresses().stream()
                .flatMap(proxy -> VoicemailAddress.read(proxy).stream()).toList();
        List<String> numbers = addresses.stream().map(VoicemailAddress::number).distinct().toList();
        if (numbers.isEmpty() || person.address().isEmpty()) {
            return Optional.empty();
        }
        String site = addresses.stream().flatMap(address -> plans.stream().map(DialPlan::site)
                .filter(name -> address.isOf(name))).findFirst().orElse("");
        return Optional.of(new SubscriberConfig(person.address().get(), numbers, Optional.empty(),
                CleanText.of(person.displayName()), site, "", Optional.empty(), true, Locale.US, "", List.of()));
    }
}
