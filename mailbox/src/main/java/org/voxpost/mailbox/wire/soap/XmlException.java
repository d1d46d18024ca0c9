package org.voxpost.mailbox.wire.soap;

import java.io.IOException;

/** XML that is not well-formed, not allowed or not what was expected; the message names element and place. */
public final class XmlException extends IOException {
    private static final long serialVersionUID = 1L;

    public XmlException(String message) {
        super(message);
    }

    XmlException(String message, Throwable cause) {
        super(message, cause);
    }
}
