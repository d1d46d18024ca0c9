package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * What is said of a message that was opened ([MS-OXCROPS] 2.2.6.1.2).
 *
 * @param recipientCount how many there are; {@code recipients} may be fewer, the others by {@link ReadRecipients}
 * @param recipientColumns columns of the recipients' rows
 */
public record OpenedMessage(boolean hasNamedProperties, String subjectPrefix, String normalizedSubject,
        int recipientCount, List<PropertyTag> recipientColumns, List<Recipient> recipients) {
    public OpenedMessage {
        recipientColumns = List.copyOf(recipientColumns);
        recipients = List.copyOf(recipients);
    }

    static OpenedMessage read(WireReader in) {
        boolean named = in.bool("HasNamedProperties");
        String prefix = TypedString.read(in, "SubjectPrefix");
        String subject = TypedString.read(in, "NormalizedSubject");
        int count = in.uint16("RecipientCount");
        List<PropertyTag> columns = Tags.read(in, in.uint16("ColumnCount"));
        int rows = in.count("RowCount", in.uint8("RowCount"), Recipient.LEAST_BYTES);
        var recipients = new ArrayList<Recipient>(rows);
        for (int i = 0; i < rows; i++) {
            recipients.add(Recipient.read(in, columns));
        }
        return new OpenedMessage(named, prefix, subject, count, columns, recipients);
    }

    void write(WireWriter out) {
        out.bool("HasNamedProperties", hasNamedProperties);
        TypedString.write(out, "SubjectPrefix", subjectPrefix);
        TypedString.write(out, "NormalizedSubject", normalizedSubject);
        out.uint16("RecipientCount", recipientCount);
        Tags.write(out, recipientColumns);
        out.uint8("RowCount", recipients.size());
        recipients.forEach(recipient -> recipient.write(out, recipientColumns));
    }
}
