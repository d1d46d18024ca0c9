package org.voxpost.lab.ews;

import java.io.IOException;

/** The request is well-formed but not what the schema allows. */
final class SchemaViolation extends IOException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    SchemaViolation(String what, int line, int column) {
        super(what);
        this.line = line;
        this.column = column;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
