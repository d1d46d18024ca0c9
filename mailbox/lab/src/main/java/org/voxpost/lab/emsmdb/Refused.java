package org.voxpost.lab.emsmdb;

import org.voxpost.lab.store.StoreRefusal;
import org.voxpost.mailbox.wire.rop.ErrorCode;

/** A ROP fails with a return value. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    Refused(int code) {
        super(ErrorCode.describe(code));
        this.code = code;
    }

    static Refused by(StoreRefusal refusal) {
        return new Refused(switch (refusal.reason()) {
            case NOT_FOUND -> ErrorCode.NOT_FOUND;
            case QUOTA -> ErrorCode.QUOTA_EXCEEDED;
            case TOO_LARGE -> ErrorCode.MESSAGE_TOO_BIG;
            case READ_ONLY -> ErrorCode.COMPUTED;
            case NAME_TAKEN -> ErrorCode.DUPLICATE_NAME;
            case SEARCH_FOLDER -> ErrorCode.NOT_SUPPORTED;
            case WELL_KNOWN_FOLDER -> ErrorCode.ACCESS_DENIED;
        });
    }

    int code() {
        return code;
    }
}
