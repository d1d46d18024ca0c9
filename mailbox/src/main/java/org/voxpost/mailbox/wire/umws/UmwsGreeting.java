package org.voxpost.mailbox.wire.umws;

import java.util.Arrays;

import org.voxpost.mailbox.wire.soap.XmlException;

/** Which greeting ([MS-OXWUMS] 2.2.5). */
public enum UmwsGreeting {
    NORMAL("NormalCustom"), OUT_OF_OFFICE("OofCustom");

    private final String wireName;

    UmwsGreeting(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    static UmwsGreeting of(String wireName) throws XmlException {
        return Arrays.stream(values())
                .filter(one -> one.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new XmlException("GreetingType is '" + wireName + "'"));
    }
}
