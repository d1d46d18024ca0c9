package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Senders and recipients. */
final class ItemPeople {
    private ItemPeople() {
    }

    static ItemField single(String uri, int name, int type, int address, int smtp) {
        String element = uri.substring(uri.indexOf(':') + 1);
        return ItemField.complex(uri, (view, out) -> {
            PropertyBag bag = view.item().properties();
            if (bag.has(name) || bag.has(address)) {
                out.start("t:" + element);
                mailbox(out, bag.text(name), bag.has(smtp) ? bag.text(smtp) : bag.text(address));
                out.end();
            }
        })
                .set((item, value) -> sender(item, value.children().getFirst(), name, type, address, smtp))
                .withText(item -> Optional.of(item.properties().text(name)).filter(text -> !text.isEmpty()));
    }

    private static LabItem sender(LabItem item, Element mailbox, int name, int type, int address, int smtp) {
        String email = address(mailbox);
        return item.with(item.properties()
                .with(name, displayName(mailbox, email))
                .with(type, routing(mailbox))
                .with(address, email)
                .with(smtp, email));
    }

    static ItemField recipients(String uri, int kind) {
        String element = uri.substring(uri.indexOf(':') + 1);
        return ItemField.complex(uri, (view, out) -> {
            List<PropertyBag> some = of(view.item(), kind);
            if (!some.isEmpty()) {
                out.start("t:" + element);
                for (PropertyBag one : some) {
                    mailbox(out, one.text(Tags.DISPLAY_NAME), smtpAddress(one));
                }
                out.end();
            }
        }).set((item, value) -> replaced(item, kind, value.children()));
    }

    static List<PropertyBag> of(LabItem item, int kind) {
        return item.recipients().stream().filter(one -> one.number(Tags.RECIPIENT_TYPE, 0) == kind).toList();
    }

    static String smtpAddress(PropertyBag recipient) {
        return recipient.has(Tags.SMTP_ADDRESS)
                ? recipient.text(Tags.SMTP_ADDRESS)
                : recipient.text(Tags.EMAIL_ADDRESS);
    }

    private static LabItem replaced(LabItem item, int kind, List<Element> mailboxes) {
        var all = new ArrayList<>(item.recipients());
        all.removeIf(one -> one.number(Tags.RECIPIENT_TYPE, 0) == kind);
        for (Element mailbox : mailboxes) {
            String email = address(mailbox);
            all.add(recipient(kind, displayName(mailbox, email), email).with(Tags.ADDRESS_TYPE, routing(mailbox)));
        }
        return item.withRecipients(all);
    }

    static PropertyBag recipient(int kind, String name, String email) {
        return PropertyBag.empty()
                .with(Tags.RECIPIENT_TYPE, kind)
                .with(Tags.DISPLAY_NAME, name)
                .with(Tags.ADDRESS_TYPE, "SMTP")
                .with(Tags.EMAIL_ADDRESS, email)
                .with(Tags.SMTP_ADDRESS, email)
                .with(Tags.OBJECT_TYPE, 6);
    }

    private static String address(Element mailbox) {
        String address = mailbox.textOf("EmailAddress");
        if (address.isBlank()) {
            throw new EwsRefusal("ErrorMissingInformationEmailAddress", "A mailbox has no EmailAddress.");
        }
        return address;
    }

    private static String displayName(Element mailbox, String otherwise) {
        String name = mailbox.textOf("Name");
        return name.isEmpty() ? otherwise : name;
    }

    private static String routing(Element mailbox) {
        String routing = mailbox.textOf("RoutingType");
        return routing.isEmpty() ? "SMTP" : routing;
    }

    static void mailbox(XmlWriter out, String name, String address) throws IOException {
        out.start("t:Mailbox").element("t:Name", name).element("t:EmailAddress", address);
        out.element("t:RoutingType", "SMTP").element("t:MailboxType", "Mailbox").end();
    }
}
