package org.voxpost.mailbox.wire.ntlm;

/** The negotiate flags that matter here ([MS-NLMP] 2.2.2.5), as bits of an {@code int}. */
public final class NtlmFlags {
    public static final int UNICODE = 0x1;
    public static final int REQUEST_TARGET = 0x4;
    public static final int SIGN = 0x10;
    public static final int SEAL = 0x20;
    public static final int NTLM = 0x200;
    public static final int ANONYMOUS = 0x800;
    public static final int ALWAYS_SIGN = 0x8000;
    public static final int TARGET_TYPE_DOMAIN = 0x1_0000;
    public static final int EXTENDED_SESSION_SECURITY = 0x8_0000;
    public static final int TARGET_INFO = 0x80_0000;
    public static final int VERSION = 0x200_0000;
    public static final int KEY_128 = 0x2000_0000;
    public static final int KEY_EXCHANGE = 0x4000_0000;
    public static final int KEY_56 = 0x8000_0000;

    /** What a client asks for that only wants to be known, as over HTTP. SIGN makes servers honour channel binding. */
    public static final int FOR_HTTP = UNICODE | REQUEST_TARGET | SIGN | NTLM | ALWAYS_SIGN | EXTENDED_SESSION_SECURITY
            | TARGET_INFO | VERSION | KEY_128 | KEY_56;

    /** What a client asks for that goes on to sign and seal, as in RPC. */
    public static final int FOR_SEALING = FOR_HTTP | SEAL | KEY_EXCHANGE;

    private NtlmFlags() {
    }

    static boolean has(int flags, int bit) {
        return (flags & bit) != 0;
    }
}
