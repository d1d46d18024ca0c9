package org.voxpost.service;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.nspi.NspiProvider;
import org.voxpost.service.config.ExchangeProfile;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.HiddenPeople;
import org.voxpost.service.routing.PeopleFile;
import org.voxpost.service.routing.PersonSource;
import org.voxpost.service.routing.WalkedPeople;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;

/** Builds the address book that a configuration describes. */
final class AddressBooks {
    private AddressBooks() {
    }

    /** Not started. @param parts closes the connections */
    static AddressBook of(VoxpostConfig config, SubscriberTable table, StartedParts parts) {
        List<PersonSource> sources = new ArrayList<>();
        for (ExchangeProfile profile : config.exchange()) {
            profile.nspiUrl().ifPresent(url -> {
                Directory directory = parts.add(NspiProvider.overMapiHttp(url, profile.httpSettings()));
                sources.add(new WalkedPeople("address book of " + profile.name(), directory));
                sources.add(new HiddenPeople("hidden people of " + profile.name(), directory,
                        mailboxes(table, profile)));
            });
        }
        config.directory().files().forEach(file -> sources.add(new PeopleFile(file)));
        List<DialPlan> plans = config.sites().stream().map(DialPlan::new).toList();
        return new AddressBook(plans, sources, StateLayout.addressBook(config.state().directory()),
                InstantSource.system());
    }

    private static List<SmtpAddress> mailboxes(SubscriberTable table, ExchangeProfile profile) {
        return table.all().stream().filter(subscriber -> subscriber.profile().equals(profile.name()))
                .map(Subscriber::mailbox).toList();
    }
}
