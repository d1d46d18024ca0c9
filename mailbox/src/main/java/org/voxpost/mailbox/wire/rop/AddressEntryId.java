package org.voxpost.mailbox.wire.rop;

import java.util.UUID;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** Entry ids that name a sender or recipient ([MS-OXCDATA] 2.2.5). */
public sealed interface AddressEntryId {
    byte[] bytes();

    /**
     * Address Book EntryID (2.2.5.2).
     *
     * @param type display type, 0 for a mail user
     * @param distinguishedName X500 DN ({@code legacyExchangeDN})
     */
    record AddressBook(int type, String distinguishedName) implements AddressEntryId {
        private static final UUID PROVIDER = UUID.fromString("c840a7dc-42c0-1a10-b4b9-08002b2fe182");
        private static final int VERSION = 1;

        public static AddressBook read(byte[] entryId) {
            var in = new WireReader(entryId);
            in.skip("Flags", 4);
            if (!in.guid("ProviderUID").equals(PROVIDER)) {
                throw in.error("ProviderUID", "no address book entry id");
            }
            in.int32("Version");
            return new AddressBook(in.int32("Type"), in.string8Z("X500DN"));
        }

        @Override
        public byte[] bytes() {
            return new WireWriter().int32("Flags", 0)
                    .guid("ProviderUID", PROVIDER)
                    .int32("Version", VERSION)
                    .int32("Type", type)
                    .string8Z("X500DN", distinguishedName)
                    .bytes();
        }
    }

    /** One-off EntryID in Unicode (2.2.5.1): somebody who is in no address book. */
    record OneOff(String displayName, String addressType, String address) implements AddressEntryId {
        private static final UUID PROVIDER = UUID.fromString("a41f2b81-a3be-1910-9d6e-00dd010f5402");
        private static final int UNICODE_NO_RICH_TEXT = 0x9001;

        public static OneOff read(byte[] entryId) {
            var in = new WireReader(entryId);
            in.skip("Flags", 4);
            if (!in.guid("ProviderUID").equals(PROVIDER)) {
                throw in.error("ProviderUID", "no one-off entry id");
            }
            in.uint16("Version");
            boolean unicode = (in.uint16("Flags") & 0x8000) != 0;
            return unicode
                    ? new OneOff(in.unicodeZ("DisplayName"), in.unicodeZ("AddressType"), in.unicodeZ("EmailAddress"))
                    : new OneOff(in.string8Z("DisplayName"), in.string8Z("AddressType"), in.string8Z("EmailAddress"));
        }

        @Override
        public byte[] bytes() {
            return new WireWriter().int32("Flags", 0)
                    .guid("ProviderUID", PROVIDER)
                    .uint16("Version", 0)
                    .uint16("Flags", UNICODE_NO_RICH_TEXT)
                    .unicodeZ("DisplayName", displayName)
                    .unicodeZ("AddressType", addressType)
                    .unicodeZ("EmailAddress", address)
                    .bytes();
        }
    }
}
