package org.voxpost.mailbox.wire.rop;

import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * A recipient ([MS-OXCDATA] 2.8.3.2); texts are empty if absent.
 *
 * @param type 1 X500 DN, 3 SMTP, 0 with an address type of its own …; 0..7
 * @param addressType only for type 0
 * @param x500 only for type 1: the part behind the prefix the server knows
 * @param prefixUsed only for type 1: bytes of the DnPrefix that come before {@code x500}
 * @param displayType only for type 1
 * @param columns values of the columns the request named
 */
public record RecipientRow(int type, int prefixUsed, int displayType, String x500, String addressType,
        Optional<String> emailAddress, Optional<String> displayName, Optional<String> simpleDisplayName,
        Optional<String> transmittableName, PropertyRow columns) {
    private static final int TYPE = 0x0007;
    private static final int EMAIL = 0x0008;
    private static final int DISPLAY = 0x0010;
    private static final int TRANSMITTABLE = 0x0020;
    private static final int UNICODE = 0x0200;
    private static final int SIMPLE = 0x0400;
    private static final int OUT_OF_STANDARD = 0x8000;

    public static final int X500 = 1;
    public static final int SMTP = 3;
    private static final int LIST = 6;
    private static final int LIST_2 = 7;

    /** Somebody by SMTP address, without columns. */
    public static RecipientRow smtp(String address, String displayName) {
        return new RecipientRow(SMTP, 0, 0, "", "", Optional.of(address), Optional.of(displayName), Optional.empty(),
                Optional.empty(), new PropertyRow(List.of()));
    }

    /** @param tags columns of the request or reply the row stands in; the row has values for the first of them */
    static RecipientRow read(WireReader in, List<PropertyTag> tags) {
        int flags = in.uint16("RecipientFlags");
        int type = flags & TYPE;
        int prefix = type == X500 ? in.uint8("AddressPrefixUsed") : 0;
        int display = type == X500 ? in.uint8("DisplayType") : 0;
        String x500 = type == X500 ? in.string8Z("X500DN") : "";
        if (type == LIST || type == LIST_2) {
            in.skip("EntryId", in.uint16("EntryIdSize"));
            in.skip("SearchKey", in.uint16("SearchKeySize"));
        }
        String addressType = type == 0 && (flags & OUT_OF_STANDARD) != 0 ? in.string8Z("AddressType") : "";
        Optional<String> email = text(in, "EmailAddress", flags, EMAIL);
        Optional<String> name = text(in, "DisplayName", flags, DISPLAY);
        Optional<String> simple = text(in, "SimpleDisplayName", flags, SIMPLE);
        Optional<String> transmittable = text(in, "TransmittableDisplayName", flags, TRANSMITTABLE);
        int count = in.uint16("RecipientColumnCount");
        if (count > tags.size()) {
            throw in.error("RecipientColumnCount", count + " columns, only " + tags.size() + " were named");
        }
        PropertyRow columns = PropertyRow.read(in, tags.subList(0, count));
        return new RecipientRow(type, prefix, display, x500, addressType, email, name, simple, transmittable, columns);
    }

    private static Optional<String> text(WireReader in, String field, int flags, int bit) {
        if ((flags & bit) == 0) {
            return Optional.empty();
        }
        return Optional.of((flags & UNICODE) != 0 ? in.unicodeZ(field) : in.string8Z(field));
    }

    void write(WireWriter out, List<PropertyTag> tags) {
        out.uint16("RecipientFlags", flags());
        if (type == X500) {
            out.uint8("AddressPrefixUsed", prefixUsed).uint8("DisplayType", displayType).string8Z("X500DN", x500);
        } else if (type == LIST || type == LIST_2) {
            out.uint16("EntryIdSize", 0).uint16("SearchKeySize", 0);
        } else if (type == 0 && !addressType.isEmpty()) {
            out.string8Z("AddressType", addressType);
        }
        emailAddress.ifPresent(text -> out.unicodeZ("EmailAddress", text));
        displayName.ifPresent(text -> out.unicodeZ("DisplayName", text));
        simpleDisplayName.ifPresent(text -> out.unicodeZ("SimpleDisplayName", text));
        transmittableName.ifPresent(text -> out.unicodeZ("TransmittableDisplayName", text));
        out.uint16("RecipientColumnCount", columns.cells().size());
        columns.write(out, tags);
    }

    private int flags() {
        return type | UNICODE | (addressType.isEmpty() ? 0 : OUT_OF_STANDARD)
                | (emailAddress.isPresent() ? EMAIL : 0) | (displayName.isPresent() ? DISPLAY : 0)
                | (simpleDisplayName.isPresent() ? SIMPLE : 0)
                | (transmittableName.isPresent() ? TRANSMITTABLE : 0);
    }
}
