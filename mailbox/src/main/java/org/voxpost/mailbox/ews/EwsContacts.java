package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.mailbox.Contacts;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** The Contacts folder by FindItem ([MS-OXWSCONT] 2.2.4). */
record EwsContacts(EwsClient client) implements Contacts {
    private static final int PAGE = 500;
    private static final List<String> PHONES = List.of("AssistantPhone", "BusinessFax", "BusinessPhone",
            "BusinessPhone2", "Callback", "CarPhone", "CompanyMainPhone", "HomeFax", "HomePhone", "HomePhone2",
            "MobilePhone", "OtherTelephone", "Pager", "PrimaryPhone");

    /** One page. */
    private static final class Page {
        private final List<Contact> contacts = new ArrayList<>();
        private int items;
        private boolean last = true;
    }

    @Override
    public void walk(SmtpAddress owner, Consumer<Contact> to) {
        Set<ItemId> met = new HashSet<>(); // what is added meanwhile shifts the pages
        for (int offset = 0;;) {
            Page page = page(owner, offset);
            page.contacts.stream().filter(c -> met.add(c.id())).forEach(to);
            offset += page.items;
            if (page.last || page.items == 0) {
                return;
            }
        }
    }

    private Page page(SmtpAddress owner, int offset) {
        Page page = new Page();
        client.call(client.request("FindItem", owner, out -> write(out, owner, offset)), in -> {
            page.last &= !in.attribute("IncludesLastItemInRange").orElse("true").equals("false");
            FoundItems.each(in, item -> {
                page.items++;
                if (item.name().equals("Contact")) { // a distribution list is none
                    page.contacts.add(contact(item));
                } else {
                    item.skip();
                }
            });
        });
        return page;
    }

    private void write(XmlWriter out, SmtpAddress owner, int offset) throws IOException {
        out.start("m:FindItem").attribute("Traversal", "Shallow");
        out.start("m:ItemShape").element("t:BaseShape", "IdOnly").start("t:AdditionalProperties");
        for (String field : List.of("contacts:DisplayName", "contacts:CompanyName")) {
            out.start("t:FieldURI").attribute("FieldURI", field).end();
        }
        for (int i = 1; i <= 3; i++) {
            indexed(out, "contacts:EmailAddress", "EmailAddress" + i);
        }
        for (String phone : PHONES) {
            indexed(out, "contacts:PhoneNumber", phone);
        }
        out.end().end().start("m:IndexedPageItemView").attribute("MaxEntriesReturned", Integer.toString(PAGE))
                .attribute("Offset", Integer.toString(offset)).attribute("BasePoint", "Beginning").end();
        out.start("m:ParentFolderIds");
        new FolderSearch(client, owner).known("contacts").write(out);
        out.end().end();
    }

    private static void indexed(XmlWriter out, String field, String index) throws IOException {
        out.start("t:IndexedFieldURI").attribute("FieldURI", field).attribute("FieldIndex", index).end();
    }

    private static Contact contact(XmlReader in) throws IOException {
        String id = "";
        String name = "";
        String company = "";
        List<SmtpAddress> addresses = new ArrayList<>();
        List<Phone> phones = new ArrayList<>();
        while (in.nextChild()) {
            switch (in.name()) {
                case "ItemId" -> {
                    id = in.required("Id");
                    in.skip();
                }
                case "DisplayName" -> name = in.text();
                case "CompanyName" -> company = in.text();
                case "EmailAddresses" -> Resolutions.entries(in,
                        (key, value) -> Resolutions.smtp(value.replaceFirst("(?i)^smtp:", ""))
                                .ifPresent(addresses::add));
                case "PhoneNumbers" -> Resolutions.entries(in,
                        (key, value) -> phones.add(new Phone(Resolutions.kind(key), value)));
                default -> in.skip();
            }
        }
        if (id.isEmpty()) {
            throw new XmlException("a contact has no ItemId");
        }
        return new Contact(new ItemId(EwsProvider.PROTOCOL, id), name, company, addresses, phones);
    }
}
