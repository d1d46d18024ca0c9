package org.voxpost.mailbox.wire.nspi;

/** Return codes ([MS-OXNSPI] 2.2.2), and how to name them to people. Others are kept as numbers. */
public final class NspiStatus {
    public static final int SUCCESS = 0;
    public static final int UNBIND_SUCCESS = 1;
    public static final int UNBIND_FAILURE = 2;
    public static final int ERRORS_RETURNED = 0x0004_0380;
    public static final int GENERAL_FAILURE = 0x8000_4005;
    public static final int NOT_SUPPORTED = 0x8004_0102;
    public static final int INVALID_OBJECT = 0x8004_0108;
    public static final int OUT_OF_RESOURCES = 0x8004_010e;
    public static final int NOT_FOUND = 0x8004_010f;
    public static final int LOGON_FAILED = 0x8004_0111;
    public static final int TOO_COMPLEX = 0x8004_0117;
    public static final int INVALID_CODEPAGE = 0x8004_011e;
    public static final int INVALID_LOCALE = 0x8004_011f;
    public static final int TABLE_TOO_BIG = 0x8004_0403;
    public static final int INVALID_BOOKMARK = 0x8004_0405;
    public static final int ACCESS_DENIED = 0x8007_0005;
    public static final int NOT_ENOUGH_MEMORY = 0x8007_000e;
    public static final int INVALID_PARAMETER = 0x8007_0057;

    private NspiStatus() {
    }

    /** True if there is an answer, perhaps with errors in place of single values. */
    public static boolean isAnswer(int status) {
        return status == SUCCESS || status == ERRORS_RETURNED;
    }

    /** Name and number, for messages. */
    public static String describe(int status) {
        String name = switch (status) {
            case SUCCESS -> "Success";
            case UNBIND_SUCCESS -> "UnbindSuccess";
            case UNBIND_FAILURE -> "UnbindFailure";
            case ERRORS_RETURNED -> "ErrorsReturned";
            case GENERAL_FAILURE -> "GeneralFailure";
            case NOT_SUPPORTED -> "NotSupported";
            case INVALID_OBJECT -> "InvalidObject";
            case OUT_OF_RESOURCES -> "OutOfResources";
            case NOT_FOUND -> "NotFound";
            case LOGON_FAILED -> "LogonFailed";
            case TOO_COMPLEX -> "TooComplex";
            case INVALID_CODEPAGE -> "InvalidCodepage";
            case INVALID_LOCALE -> "InvalidLocale";
            case TABLE_TOO_BIG -> "TableTooBig";
            case INVALID_BOOKMARK -> "InvalidBookmark";
            case ACCESS_DENIED -> "AccessDenied";
            case NOT_ENOUGH_MEMORY -> "NotEnoughMemory";
            case INVALID_PARAMETER -> "InvalidParameter";
            default -> "status";
        };
        return "%s (0x%08X)".formatted(name, status);
    }
}
