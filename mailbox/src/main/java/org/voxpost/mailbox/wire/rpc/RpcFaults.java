package org.voxpost.mailbox.wire.rpc;

/** Status of faults ([C706] appendix E, [MS-RPCE] 2.2.2.11, Windows error codes), and their names. */
public final class RpcFaults {
    public static final int ACCESS_DENIED = 5;
    public static final int SERVER_UNAVAILABLE = 0x6ba;
    public static final int SERVER_TOO_BUSY = 0x6bb;
    public static final int BAD_STUB = 0x6f7;
    public static final int SECURITY = 0x721;
    public static final int NO_SUCH_OPERATION = 0x1c01_0002;
    public static final int UNKNOWN_INTERFACE = 0x1c01_0003;
    public static final int PROTOCOL = 0x1c01_000b;
    public static final int TOO_BUSY = 0x1c01_0014;
    public static final int CONTEXT_MISMATCH = 0x1c00_001a;

    private RpcFaults() {
    }

    public static String describe(int status) {
        String name = switch (status) {
            case ACCESS_DENIED -> "access denied";
            case SERVER_UNAVAILABLE -> "server unavailable";
            case SERVER_TOO_BUSY, TOO_BUSY -> "server too busy";
            case BAD_STUB -> "bad stub data";
            case SECURITY -> "security package error";
            case NO_SUCH_OPERATION -> "no such operation";
            case UNKNOWN_INTERFACE -> "unknown interface";
            case PROTOCOL -> "protocol error";
            case CONTEXT_MISMATCH -> "context mismatch";
            default -> "fault";
        };
        return "%s (0x%08X)".formatted(name, status);
    }
}
