package org.voxpost.lab.http;

import java.io.IOException;

/** The bytes are no HTTP request; the connection is answered 400 and closed. */
final class BadRequest extends IOException {
    private static final long serialVersionUID = 1L;

    BadRequest(String what) {
        super(what);
    }
}
