package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * A folder as requests name it ([MS-OXWSCDATA] 2.2.4.28, 2.2.4.36): by one of the names that every mailbox knows, or by
 * its id.
 */
sealed interface Folder {

    /** Writes {@code t:DistinguishedFolderId} or {@code t:FolderId}. */
    void write(XmlWriter out) throws IOException;

    /**
     * @param name for example {@code inbox}
     * @param owner whose, for delegates; empty when the request is impersonated
     */
    record Known(String name, Optional<SmtpAddress> owner) implements Folder {
        @Override
        public void write(XmlWriter out) throws IOException {
            out.start("t:DistinguishedFolderId").attribute("Id", name);
            if (owner.isPresent()) {
                out.start("t:Mailbox").element("t:EmailAddress", owner.get().value()).end();
            }
            out.end();
        }
    }

    /** By the id that the server gave it. */
    record ById(String id) implements Folder {
        @Override
        public void write(XmlWriter out) throws IOException {
            out.start("t:FolderId").attribute("Id", id).end();
        }
    }
}
