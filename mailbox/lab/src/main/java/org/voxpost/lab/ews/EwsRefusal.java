package org.voxpost.lab.ews;

import java.util.Map;

import org.voxpost.lab.store.StoreRefusal;

/** A response code of EWS other than NoError, for one item of a request. */
final class EwsRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    EwsRefusal(String code, String text) {
        super(text);
        this.code = code;
    }

    /** The code for what the store refused. */
    static EwsRefusal of(StoreRefusal refusal) {
        String text = String.valueOf(refusal.getMessage());
        return new EwsRefusal(CODES.getOrDefault(refusal.reason(), "ErrorInternalServerError"), text);
    }

    private static final Map<StoreRefusal.Reason, String> CODES = Map.of(StoreRefusal.Reason.NOT_FOUND,
            "ErrorItemNotFound", StoreRefusal.Reason.QUOTA, "ErrorQuotaExceeded", StoreRefusal.Reason.TOO_LARGE,
            "ErrorMessageSizeExceeded", StoreRefusal.Reason.READ_ONLY, "ErrorInvalidPropertySet",
            StoreRefusal.Reason.NAME_TAKEN, "ErrorFolderExists", StoreRefusal.Reason.SEARCH_FOLDER,
            "ErrorCannotCreateItemInNonContainerFolder", StoreRefusal.Reason.WELL_KNOWN_FOLDER,
            "ErrorDeleteDistinguishedFolder");

    String code() {
        return code;
    }
}
