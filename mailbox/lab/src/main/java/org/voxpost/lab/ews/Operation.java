package org.voxpost.lab.ews;

import java.io.IOException;

import org.voxpost.mailbox.wire.soap.XmlWriter;

/** One operation: does what the request asks and writes the whole response element. */
@FunctionalInterface
interface Operation {
    /**
     * @param request valid by the schema
     * @throws EwsRefusal if the whole request is refused
     */
    void answer(Element request, EwsSession session, XmlWriter out) throws IOException;
}
