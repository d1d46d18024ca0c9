package org.voxpost.mailbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that lie in the mailbox they belong to: hidden configuration items of the Inbox ([MS-OXOCFG] 2.2.2), each with a
 * name, a dictionary and binary data, for example a recorded greeting. Writing one of both leaves the other. Names are
 * letters, digits and dots, 1..200. Blocks; throws {@link MailboxException}; safe for use by many threads.
 */
public interface MailboxSettings {
    /** Bytes that an item may hold; more is neither written nor read. */
    int LONGEST_DATA = 8 << 20;

    /** Entries whose key is a text; none if there is no such item. */
    Map<String, Value> dictionary(SmtpAddress owner, String name);

    /** Replaces the dictionary; makes the item if there is none. */
    void setDictionary(SmtpAddress owner, String name, Map<String, Value> entries);

    /** Empty if there is no such item or nothing in it. */
    Optional<byte[]> data(SmtpAddress owner, String name);

    /**
     * Replaces the binary data; makes the item if there is none.
     *
     * @throws IllegalArgumentException if there are more than {@link #LONGEST_DATA} bytes
     */
    void setData(SmtpAddress owner, String name, byte[] data);

    /** Removes the item with all that is in it; nothing if there is none. */
    void delete(SmtpAddress owner, String name);

    /**
     * One value.
     *
     * @param texts as the protocol writes them: one, but any number in arrays
     */
    record Value(Type type, List<String> texts) {
        public Value {
            texts = List.copyOf(texts);
        }

        public static Value of(String text) {
            return new Value(Type.STRING, List.of(text));
        }

        public static Value of(boolean flag) {
            return new Value(Type.BOOLEAN, List.of(Boolean.toString(flag)));
        }

        public static Value of(int number) {
            return new Value(Type.INTEGER32, List.of(Integer.toString(number)));
        }

        /** The first text; empty if there is none. */
        public String text() {
            return texts.isEmpty() ? "" : texts.getFirst();
        }

        /** Without the texts, which may be secret. */
        @Override
        public String toString() {
            return type.name();
        }
    }

    /** Of a value (UserConfigurationDictionaryObjectTypesType, [MS-OXWSUSRCFG] 2.2.5). */
    enum Type {
        DATE_TIME, BOOLEAN, BYTE, STRING, INTEGER32, UNSIGNED_INTEGER32, INTEGER64, UNSIGNED_INTEGER64, STRING_ARRAY, BYTE_ARRAY
    }
}
