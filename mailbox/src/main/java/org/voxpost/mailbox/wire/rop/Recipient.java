package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * OpenRecipientRow ([MS-OXCROPS] 2.2.6.1.2.1): a recipient of a message that was opened.
 *
 * @param recipientType 1 To, 2 Cc, 3 Bcc, and status bits
 * @param codePage of its 8-bit texts
 */
public record Recipient(int recipientType, int codePage, RecipientRow row) {
    static final int LEAST_BYTES = 7;

    static Recipient read(WireReader in, List<PropertyTag> columns) {
        int type = in.uint8("RecipientType");
        int codePage = in.uint16("CodePageId");
        in.uint16("Reserved");
        WireReader row = in.sub("RecipientRow", in.uint16("RecipientRowSize"));
        return new Recipient(type, codePage, RecipientRow.read(row, columns));
    }

    void write(WireWriter out, List<PropertyTag> columns) {
        out.uint8("RecipientType", recipientType).uint16("CodePageId", codePage).uint16("Reserved", 0);
        int sizeAt = out.size();
        out.uint16("RecipientRowSize", 0);
        row.write(out, columns);
        out.patch16(sizeAt, out.size() - sizeAt - 2);
    }
}
