package org.voxpost.lab.store;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Name of a named property ([MS-OXCDATA] 2.6): a set, and in it either a name or a number (LID).
 *
 * @param name empty if it goes by number
 * @param lid 0 if it goes by name
 */
public record PropertyName(UUID set, Optional<String> name, int lid) {
    /** PS_INTERNET_HEADERS: its names do not distinguish case ([MS-OXCMAIL] 2.1.3.5). */
    public static final UUID INTERNET_HEADERS = UUID.fromString("00020386-0000-0000-c000-000000000046");
    public static final UUID PUBLIC_STRINGS = UUID.fromString("00020329-0000-0000-c000-000000000046");
    /** PS_MAPI: its numbers are the tagged property ids themselves. */
    public static final UUID MAPI = UUID.fromString("00020328-0000-0000-c000-000000000046");
    public static final UUID UNIFIED_MESSAGING = UUID.fromString("4442858e-a9e3-4e80-b900-317a210cc15b");

    public static PropertyName of(UUID set, String name) {
        return new PropertyName(set, Optional.of(name), 0);
    }

    public static PropertyName of(UUID set, int lid) {
        return new PropertyName(set, Optional.empty(), lid);
    }

    /** The same for all spellings that mean the same property. */
    PropertyName key() {
        return set.equals(INTERNET_HEADERS)
                ? new PropertyName(set, name.map(text -> text.toLowerCase(Locale.ROOT)), lid)
                : this;
    }
}
