package org.voxpost.mailbox.wire.mapihttp;

import java.util.Optional;

/** What X-RequestType can say ([MS-OXCMAPIHTTP] 2.2.3.3.1), for both endpoints. */
public enum RequestType {
    CONNECT("Connect"), EXECUTE("Execute"), DISCONNECT("Disconnect"), NOTIFICATION_WAIT("NotificationWait"),

    BIND("Bind"), UNBIND("Unbind"), COMPARE_MIDS("CompareMIds"), DN_TO_MID("DNToMId"), GET_MATCHES(
            "GetMatches"), GET_PROP_LIST("GetPropList"), GET_PROPS("GetProps"), GET_SPECIAL_TABLE(
                    "GetSpecialTable"), GET_TEMPLATE_INFO("GetTemplateInfo"), MOD_LINK_ATT("ModLinkAtt"), MOD_PROPS(
                            "ModProps"), QUERY_COLUMNS("QueryColumns"), QUERY_ROWS("QueryRows"), RESOLVE_NAMES(
                                    "ResolveNames"), RESORT_RESTRICTION(
                                            "ResortRestriction"), SEEK_ENTRIES("SeekEntries"), UPDATE_STAT(
                                                    "UpdateStat"), GET_MAILBOX_URL(
                                                            "GetMailboxUrl"), GET_ADDRESS_BOOK_URL("GetAddressBookUrl"),

    PING("PING");

    private final String wireName;

    RequestType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** True for the two that make a Session Context. */
    public boolean opensContext() {
        return this == CONNECT || this == BIND;
    }

    /** True for the two that end it. */
    public boolean closesContext() {
        return this == DISCONNECT || this == UNBIND;
    }

    /** True for what may run beside another request of its context ([MS-OXCMAPIHTTP] 3.1.5.5). */
    public boolean runsBesideOthers() {
        return this == NOTIFICATION_WAIT || this == PING;
    }

    /** Compares without case, as servers do. */
    public static Optional<RequestType> of(String wireName) {
        for (RequestType type : values()) {
            if (type.wireName.equalsIgnoreCase(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
