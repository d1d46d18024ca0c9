package org.voxpost.mailbox.wire.rop;

import java.util.Map;

/** Return values of ROPs and of their carriers ([MS-OXCDATA] 2.4); unknown ones stay numbers. */
public final class ErrorCode {
    public static final int SUCCESS = 0;
    public static final int GENERAL_FAILURE = 0x80004005;
    public static final int ACCESS_DENIED = 0x80070005;
    public static final int NOT_ENOUGH_MEMORY = 0x8007000E;
    public static final int INVALID_PARAMETER = 0x80070057;
    public static final int NOT_SUPPORTED = 0x80040102;
    public static final int INVALID_ENTRY_ID = 0x80040107;
    public static final int INVALID_OBJECT = 0x80040108;
    public static final int OBJECT_MODIFIED = 0x80040109;
    public static final int OBJECT_DELETED = 0x8004010A;
    public static final int SERVER_BUSY_MAPI = 0x8004010B;
    public static final int OUT_OF_DISK = 0x8004010D;
    public static final int OUT_OF_RESOURCES = 0x8004010E;
    public static final int NOT_FOUND = 0x8004010F;
    public static final int LOGIN_FAILURE = 0x80040111;
    public static final int TOO_MANY_SESSIONS = 0x80040112;
    public static final int NETWORK_ERROR = 0x80040115;
    public static final int DISK_ERROR = 0x80040116;
    public static final int TOO_COMPLEX = 0x80040117;
    public static final int COMPUTED = 0x8004011A;
    public static final int TOO_BIG = 0x80040305;
    public static final int TIMEOUT = 0x80040401;
    public static final int NOT_INITIALIZED = 0x80040605;
    public static final int DUPLICATE_NAME = 0x80040604;
    public static final int NO_RECIPIENTS = 0x80040607;
    public static final int NAMED_PROPERTY_QUOTA = 0x80040900;
    public static final int NOT_IMPLEMENTED = 0x80040FFF;
    public static final int UNKNOWN_USER = 0x3EB;
    public static final int EXITING = 0x3ED;
    public static final int LOGIN_PERMISSION = 0x3F2;
    public static final int WRONG_SERVER = 0x478;
    public static final int BUFFER_TOO_SMALL = 0x47D;
    public static final int SERVER_PAUSED = 0x47F;
    public static final int SERVER_BUSY = 0x480;
    public static final int NO_SUCH_LOGON = 0x481;
    public static final int RPC_FORMAT = 0x4B6;
    public static final int NULL_OBJECT = 0x4B9;
    public static final int RPC_AUTHENTICATION = 0x4BC;
    public static final int MESSAGE_TOO_BIG = 0x4D4;
    public static final int QUOTA_EXCEEDED = 0x4D9;
    public static final int MAX_SUBMISSION_EXCEEDED = 0x4DA;
    public static final int SHUTOFF_QUOTA_EXCEEDED = 0x4DD;
    public static final int MAX_OBJECTS_EXCEEDED = 0x4DE;
    public static final int CLIENT_VERSION_DISALLOWED = 0x4DF;
    public static final int NO_CREATE_RIGHT = 0x4FF;
    public static final int NO_READ_RIGHT = 0x501;
    public static final int DESTINATION_NULL_OBJECT = 0x503;
    public static final int MAILBOX_IN_TRANSIT = 0x50C;
    public static final int PROTOCOL_DISABLED = 0x7D8;
    public static final int MAILBOX_DISABLED = 0x96C;
    public static final int NOT_ENCRYPTED = 0x970;
    public static final int RPC_SERVER_TOO_BUSY = 0x973;
    public static final int MAILBOX_QUARANTINED = 0xA33;
    public static final int OVER_BUDGET = 0xA36;
    public static final int WARN_ERRORS_RETURNED = 0x00040380;
    public static final int WARN_PARTIAL_COMPLETION = 0x00040680;

    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(GENERAL_FAILURE, "ecError"),
            Map.entry(ACCESS_DENIED, "ecAccessDenied"), Map.entry(NOT_ENOUGH_MEMORY, "ecMAPIOOM"),
            Map.entry(INVALID_PARAMETER, "ecInvalidParam"), Map.entry(NOT_SUPPORTED, "ecNotSupported"),
            Map.entry(INVALID_ENTRY_ID, "ecInvalidEntryId"), Map.entry(INVALID_OBJECT, "ecInvalidObject"),
            Map.entry(OBJECT_MODIFIED, "ecObjectModified"), Map.entry(OBJECT_DELETED, "ecObjectDeleted"),
            Map.entry(SERVER_BUSY_MAPI, "ecBusy"), Map.entry(OUT_OF_DISK, "ecDiskFull"),
            Map.entry(OUT_OF_RESOURCES, "ecInsufficientResrc"), Map.entry(NOT_FOUND, "ecNotFound"),
            Map.entry(LOGIN_FAILURE, "ecLoginFailure"), Map.entry(TOO_MANY_SESSIONS, "ecUnableToAbort"),
            Map.entry(NETWORK_ERROR, "ecRpcFailed"), Map.entry(TOO_COMPLEX, "ecTooComplex"),
            Map.entry(COMPUTED, "ecComputed"), Map.entry(TOO_BIG, "ecTooBig"), Map.entry(TIMEOUT, "ecTimeout"),
            Map.entry(NOT_INITIALIZED, "ecNotInitialized"), Map.entry(DUPLICATE_NAME, "ecDuplicateName"),
            Map.entry(NO_RECIPIENTS, "ecNoRecipients"), Map.entry(NOT_IMPLEMENTED, "ecNotImplemented"),
            Map.entry(NAMED_PROPERTY_QUOTA, "ecNPQuotaExceeded"), Map.entry(UNKNOWN_USER, "ecUnknownUser"),
            Map.entry(EXITING, "ecExiting"), Map.entry(LOGIN_PERMISSION, "ecLoginPerm"),
            Map.entry(WRONG_SERVER, "ecWrongServer"), Map.entry(BUFFER_TOO_SMALL, "ecBufferTooSmall"),
            Map.entry(SERVER_PAUSED, "ecServerPaused"), Map.entry(SERVER_BUSY, "ecServerBusy"),
            Map.entry(NO_SUCH_LOGON, "ecNoSuchLogon"), Map.entry(RPC_FORMAT, "ecRpcFormat"),
            Map.entry(NULL_OBJECT, "ecNullObject"), Map.entry(RPC_AUTHENTICATION, "ecRpcAuthentication"),
            Map.entry(MESSAGE_TOO_BIG, "ecMsgTooBig"), Map.entry(QUOTA_EXCEEDED, "ecQuotaExceeded"),
            Map.entry(MAX_SUBMISSION_EXCEEDED, "ecMaxSubmissionExceeded"),
            Map.entry(SHUTOFF_QUOTA_EXCEEDED, "ecShutoffQuotaExceeded"),
            Map.entry(MAX_OBJECTS_EXCEEDED, "ecMaxObjsExceeded"),
            Map.entry(CLIENT_VERSION_DISALLOWED, "ecClientVerDisallowed"),
            Map.entry(NO_CREATE_RIGHT, "ecNoCreateRight"), Map.entry(NO_READ_RIGHT, "ecNoReadRight"),
            Map.entry(DESTINATION_NULL_OBJECT, "ecDstNullObject"),
            Map.entry(MAILBOX_IN_TRANSIT, "ecMailboxInTransit"), Map.entry(PROTOCOL_DISABLED, "ecProtocolDisabled"),
            Map.entry(MAILBOX_DISABLED, "ecMailboxDisabled"), Map.entry(NOT_ENCRYPTED, "ecNotEncrypted"),
            Map.entry(RPC_SERVER_TOO_BUSY, "ecRpcServerTooBusy"), Map.entry(OVER_BUDGET, "ecOverBudget"),
            Map.entry(MAILBOX_QUARANTINED, "ecMailboxQuarantined"));

    private ErrorCode() {
    }

    /** True for success and for the warnings 0x0004xxxx, whose replies have their bodies. */
    public static boolean succeeded(int code) {
        return code == SUCCESS || code >>> 16 == 0x0004;
    }

    /** {@code ecQuotaExceeded (0x000004D9)}; just the number if it has no name here. */
    public static String describe(int code) {
        String number = String.format("0x%08X", code);
        String name = NAMES.get(code);
        return name == null ? number : name + " (" + number + ")";
    }
}
