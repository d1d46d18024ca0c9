package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.voxpost.lab.ews.EwsSession.FoundFolder;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PersonalContact;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.SoapEnvelope.Part;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** FindItem in a folder of contacts: a page of {@code t:Contact}. */
final class ContactItems {
    private static final int LARGEST_PAGE = 1000;

    private ContactItems() {
    }

    static boolean lieIn(FoundFolder folder) {
        return folder.folder().properties().text(Tags.CONTAINER_CLASS).equals("IPF.Contact");
    }

    static Part page(Optional<Element> view, FoundFolder folder) {
        LabMailbox mailbox = folder.mailbox();
        List<LabItem> all = mailbox.items(folder.folder().id(), false);
        int most = view.flatMap(v -> v.attribute("MaxEntriesReturned")).map(Integer::valueOf).orElse(LARGEST_PAGE);
        int from = Math.min(all.size(), view.map(v -> Integer.parseInt(v.attributeText("Offset"))).orElse(0));
        int to = Math.min(all.size(), from + Math.min(most, LARGEST_PAGE));
        return out -> {
            out.start("m:RootFolder").attribute("IndexedPagingOffset", Integer.toString(to))
                    .attribute("TotalItemsInView", Integer.toString(all.size()))
                    .attribute("IncludesLastItemInRange", Boolean.toString(to == all.size())).start("t:Items");
            for (LabItem item : all.subList(from, to)) {
                write(out, mailbox, item);
            }
            out.end().end();
        };
    }

    private static void write(XmlWriter out, LabMailbox mailbox, LabItem item) throws IOException {
        PersonalContact contact = PersonalContact.of(mailbox, item);
        out.start("t:Contact").start("t:ItemId").attribute("Id", Ids.item(mailbox, item.id()))
                .attribute("ChangeKey", Ids.changeKey(item.changeNumber())).end();
        out.element("t:DisplayName", contact.name()).element("t:CompanyName", contact.company());
        out.start("t:EmailAddresses");
        entry(out, "EmailAddress1", contact.email());
        out.end().start("t:PhoneNumbers");
        entry(out, "BusinessPhone", contact.business());
        entry(out, "MobilePhone", contact.mobile());
        out.end().end();
    }

    private static void entry(XmlWriter out, String key, String value) throws IOException {
        out.start("t:Entry").attribute("Key", key).text(value).end();
    }
}
