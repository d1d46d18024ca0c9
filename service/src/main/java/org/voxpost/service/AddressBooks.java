package org.voxpost.service;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.exchange.Exchange;
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

    /** Not started. */
    static AddressBook of(VoxpostConfig config, SubscriberTable table, List<Exchange> organisations) {
        List<PersonSource> sources = new ArrayList<>();
        for (Exchange exchange : organisations) {
            exchange.directory().ifPresent(directory -> {
                String name = exchange.profile().name();
                sources.add(new WalkedPeople("address book of " + name, directory));
                sources.add(new HiddenPeople("hidden people of " + name, directory, mailboxes(table, name)));
            });
        }
        config.directory().files().forEach(file -> sources.add(new PeopleFile(file)));
        List<DialPlan> plans = config.sites().stream().map(DialPlan::new).toList();
        return new AddressBook(plans, sources, StateLayout.addressBook(config.state().directory()),
                InstantSource.system());
    }

    private static List<SmtpAddress> mailboxes(SubscriberTable table, String profile) {
        return table.all().stream().filter(subscriber -> subscriber.profile().equals(profile))
                .map(Subscriber::mailbox).toList();
    }
}
