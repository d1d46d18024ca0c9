package org.voxpost.lab.nspi;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.nspi.NspiAnswer;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiStatus;
import org.voxpost.mailbox.wire.rop.PropertyError;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** The table of address lists: the global one only ([MS-OXNSPI] 3.1.4.1.2, [MS-OXOABK] 2.2.2). */
final class AddressLists {
    private static final int VERSION = 1;
    private static final int CREATION_TEMPLATES = 2;
    private static final UUID PERMANENT = UUID.fromString("c840a7dc-42c0-1a10-b4b9-08002b2fe182");
    private static final int CONTAINER = 0x100;
    private static final int RECIPIENTS_UNMODIFIABLE = 9;

    private AddressLists() {
    }

    static NspiAnswer answer(NspiCall.GetSpecialTable call) {
        boolean known = call.version() == VERSION || (call.flags() & CREATION_TEMPLATES) != 0;
        return new NspiAnswer.Table(NspiStatus.SUCCESS, call.stat().codePage(), OptionalInt.of(VERSION),
                known ? List.of() : List.of(global()));
    }

    private static List<PropertyValue> global() {
        byte[] entryId = new WireWriter().uint32("IDType", 0).guid("ProviderUID", PERMANENT).uint32("R4", 1)
                .uint32("DisplayType", CONTAINER).string8Z("DistinguishedName", "/").bytes();
        return List.of(value(0x0FFF0102, entryId), value(0x36000003, RECIPIENTS_UNMODIFIABLE), value(0x30050003, 0),
                value(0xFFFD0003, 0), value(0x3001001F, PropertyError.ABSENT), value(0xFFFB000B, false));
    }

    private static PropertyValue value(int tag, Object value) {
        return new PropertyValue(PropertyTag.of(tag), value);
    }
}
