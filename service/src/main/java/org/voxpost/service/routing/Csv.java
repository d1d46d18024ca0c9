package org.voxpost.service.routing;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads comma separated values (RFC 4180), line ends of either kind. Used by one thread. */
public final class Csv {
    private static final int LONGEST_CELL = 64 * 1024;
    private static final int MOST_CELLS = 1000;
    private static final int END = -1;
    private static final int NOTHING = -2;

    private final Reader in;
    private final StringBuilder cell = new StringBuilder();
    private int line = 1;
    private int pushedBack = NOTHING;

    public Csv(Reader in) {
        this.in = in;
    }

    /** One record and the line it begins at, from 1. */
    public record Row(int line, List<String> cells) {
    }

    /**
     * The next record that is not blank; empty at the end.
     *
     * @throws IOException naming the line, if a quote is not closed or a record is unreasonably long
     */
    public Optional<Row> next() throws IOException {
        while (true) {
            int c = take();
            if (c == END) {
                return Optional.empty();
            }
            pushedBack = c;
            int begins = line;
            List<String> cells = cells();
            if (cells.size() > 1 || !cells.getFirst().isBlank()) {
                return Optional.of(new Row(begins, cells));
            }
        }
    }

    private List<String> cells() throws IOException {
        var cells = new ArrayList<String>();
        int end = ',';
        while (end == ',') {
            if (cells.size() == MOST_CELLS) {
                throw new IOException("line " + line + " has more than " + MOST_CELLS + " cells");
            }
            cell.setLength(0);
            end = cell();
            cells.add(cell.toString());
        }
        return List.copyOf(cells);
    }

    /** @return what ended it: a comma, a line feed or the end */
    private int cell() throws IOException {
        int c = take();
        if (c == '"') {
            quoted();
            c = take();
        }
        while (c != ',' && c != '\n' && c != END) {
            append(c);
            c = take();
        }
        return c;
    }

    private void quoted() throws IOException {
        int begins = line;
        while (true) {
            int c = take();
            if (c == END) {
                throw new IOException("the quote in line " + begins + " is not closed");
            }
            if (c == '"') {
                int next = take();
                if (next != '"') {
                    pushedBack = next;
                    return;
                }
            }
            append(c);
        }
    }

    private void append(int c) throws IOException {
        if (cell.length() == LONGEST_CELL) {
            throw new IOException("a cell in line " + line + " is longer than " + LONGEST_CELL + " characters");
        }
        cell.append((char) c);
    }

    /** The next character; a carriage return before a line feed is passed over. */
    private int take() throws IOException {
        int c = pushedBack == NOTHING ? in.read() : pushedBack;
        boolean fresh = pushedBack == NOTHING;
        pushedBack = NOTHING;
        if (c == '\r' && fresh) {
            int next = in.read();
            if (next != '\n') {
                pushedBack = next;
                return '\r';
            }
            c = next;
        }
        if (c == '\n' && fresh) {
            line++;
        }
        return c;
    }
}
