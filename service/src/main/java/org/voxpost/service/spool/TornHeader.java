package org.voxpost.service.spool;

import java.io.IOException;

/** The process died before the header was durable: nobody had been promised anything, and no audio can follow. */
final class TornHeader extends IOException {
    private static final long serialVersionUID = 1L;

    TornHeader(String message) {
        super(message);
    }
}
