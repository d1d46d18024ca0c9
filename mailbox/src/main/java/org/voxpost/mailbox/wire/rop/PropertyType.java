package org.voxpost.mailbox.wire.rop;

/** Property types, the low word of a tag ([MS-OXCDATA] 2.11.1). Numbers, because unknown ones are kept. */
public final class PropertyType {
    public static final int UNSPECIFIED = 0x0000;
    public static final int NULL = 0x0001;
    public static final int INTEGER16 = 0x0002;
    public static final int INTEGER32 = 0x0003;
    public static final int FLOATING32 = 0x0004;
    public static final int FLOATING64 = 0x0005;
    public static final int CURRENCY = 0x0006;
    public static final int FLOATING_TIME = 0x0007;
    public static final int ERROR_CODE = 0x000A;
    public static final int BOOLEAN = 0x000B;
    public static final int OBJECT = 0x000D;
    public static final int INTEGER64 = 0x0014;
    public static final int STRING8 = 0x001E;
    public static final int STRING = 0x001F;
    public static final int TIME = 0x0040;
    public static final int GUID = 0x0048;
    public static final int SERVER_ID = 0x00FB;
    public static final int RESTRICTION = 0x00FD;
    public static final int BINARY = 0x0102;

    /** Added to the type of the elements. */
    public static final int MULTIPLE = 0x1000;
    /** Added in table columns only: one row for each value, which comes back single. */
    public static final int INSTANCE = 0x2000;

    private PropertyType() {
    }

    public static boolean isMultiple(int type) {
        return (type & MULTIPLE) != 0;
    }

    /** The type of one element. */
    public static int element(int type) {
        return type & ~(MULTIPLE | INSTANCE);
    }
}
