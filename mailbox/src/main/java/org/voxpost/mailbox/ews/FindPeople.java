package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * People of the address book by a text, page by page (FindPeople, [MS-OXWSPERS] 3.1.4; Exchange 2013 and later). The
 * server does not give the whole address book.
 *
 * @param asked in whose mailbox to ask
 */
record FindPeople(EwsClient client, SmtpAddress asked) {
    private static final int PAGE = 250;
    private static final List<String> FIELDS = List.of("DisplayName", "Title", "CompanyName", "EmailAddress",
            "EmailAddresses", "BusinessPhoneNumbers", "HomePhones", "MobilePhones");

    /**
     * @param to gets each of them; false: no more are wanted
     * @throws MailboxException if the server cannot be asked
     */
    void search(String text, Predicate<DirectoryPerson> to) {
        int offset = 0;
        while (true) {
            int from = offset;
            Personas page = new Personas();
            client.call(client.request("FindPeople", asked, out -> write(out, text, from)).needing("Exchange2013"),
                    page);
            for (DirectoryPerson person : page.people) {
                if (!to.test(person)) {
                    return;
                }
            }
            offset += page.people.size();
            if (page.people.isEmpty() || offset >= page.total) {
                return;
            }
        }
    }

    private static void write(XmlWriter out, String text, int offset) throws IOException {
        out.start("m:FindPeople").start("m:PersonaShape").element("t:BaseShape", "IdOnly")
                .start("t:AdditionalProperties");
        for (String field : FIELDS) {
            out.start("t:FieldURI").attribute("FieldURI", "persona:" + field).end();
        }
        out.end().end().start("m:IndexedPageItemView").attribute("MaxEntriesReturned", Integer.toString(PAGE))
                .attribute("Offset", Integer.toString(offset)).attribute("BasePoint", "Beginning").end();
        out.start("m:ParentFolderId").start("t:DistinguishedFolderId").attribute("Id", "directory").end().end();
        out.element("m:QueryString", text).end();
    }
}
