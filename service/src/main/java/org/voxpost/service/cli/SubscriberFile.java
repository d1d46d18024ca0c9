package org.voxpost.service.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.ConfigProblem;
import org.voxpost.service.config.SubscriberConfig;
import org.voxpost.service.routing.Csv;
import org.voxpost.service.subscriber.ImportedSubscribers;

/**
 * Subscribers as CSV in UTF-8 with a heading (RFC 4180): {@code mailbox} and {@code numbers} have to be there, the other
 * columns may be, in any order. Numbers and dialling groups are separated by semicolons.
 */
public final class SubscriberFile {
    private static final List<String> COLUMNS = List.of("mailbox", "numbers", "id", "name", "site", "profile",
            "missed-calls", "language", "operator", "may-dial");

    private SubscriberFile() {
    }

    /** One subscriber and the line he stands in, from 1. */
    public record Row(int line, SubscriberConfig subscriber) {
    }

    /** What could be read, and what not. */
    public record Contents(List<Row> rows, List<ConfigProblem> problems) {
        public Contents {
            rows = List.copyOf(rows);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads all lines; a line that is wrong is told and passed over.
     *
     * @throws IOException if the heading or the form of the file is wrong
     */
    public static Contents read(Reader in, String name) throws IOException {
        var csv = new Csv(in);
        List<String> heading = csv.next().map(Csv.Row::cells).orElseGet(List::of).stream()
                .map(cell -> cell.strip().replace("\uFEFF", "").toLowerCase(Locale.ROOT)).toList();
        List<String> unknown = heading.stream().filter(column -> !COLUMNS.contains(column)).toList();
        if (!heading.containsAll(COLUMNS.subList(0, 2)) || !unknown.isEmpty()) {
            throw new IOException(name + ":1: the first line names the columns: mailbox and numbers, and any of "
                    + String.join(", ", COLUMNS.subList(2, COLUMNS.size())) + "; not " + String.join(", ", unknown));
        }
        var rows = new ArrayList<Row>();
        var problems = new ArrayList<ConfigProblem>();
        for (Optional<Csv.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
            int line = row.get().line();
            try {
                rows.add(new Row(line, subscriber(heading, row.get().cells())));
            } catch (IllegalArgumentException wrong) {
                problems.add(new ConfigProblem(name, line, "", String.valueOf(wrong.getMessage())));
            }
        }
        return new Contents(rows, problems);
    }

    private static SubscriberConfig subscriber(List<String> heading, List<String> cells) {
        if (cells.size() != heading.size()) {
            throw new IllegalArgumentException(cells.size() + " cells, not " + heading.size());
        }
        var mailbox = new SmtpAddress(cell(heading, cells, "mailbox", ""));
        String missedCalls = cell(heading, cells, "missed-calls", "true");
        if (!missedCalls.equals("true") && !missedCalls.equals("false")) {
            throw new IllegalArgumentException("missed-calls: '" + missedCalls + "' is neither true nor false");
        }
        return new SubscriberConfig(mailbox, list(cell(heading, cells, "numbers", "")),
                Optional.of(cell(heading, cells, "id", "").toLowerCase(Locale.ROOT))
                        .filter(id -> !id.isEmpty() && !id.equalsIgnoreCase(mailbox.value())),
                cell(heading, cells, "name", ""), cell(heading, cells, "site", ""),
                cell(heading, cells, "profile", ""), Optional.empty(), missedCalls.equals("true"),
                language(cell(heading, cells, "language", "en-US")), cell(heading, cells, "operator", ""),
                list(cell(heading, cells, "may-dial", "")));
    }

    private static Locale language(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        if (locale.getLanguage().isEmpty()) {
            throw new IllegalArgumentException("language: '" + tag + "' is no language tag; write for example en-US");
        }
        return locale;
    }

    private static String cell(List<String> heading, List<String> cells, String column, String absent) {
        int at = heading.indexOf(column);
        String text = at < 0 ? "" : cells.get(at).strip();
        return text.isEmpty() ? absent : text;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(";")).map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    /** Writes them so that {@link #read} reads the same. */
    public static void write(List<SubscriberConfig> subscribers, PrintWriter out) {
        line(out, COLUMNS);
        subscribers.forEach(s -> line(out, List.of(s.mailbox().value(), String.join(";", s.numbers()),
                s.id().map(id -> ImportedSubscribers.id(s)).orElse(""), s.name(), s.site(), s.profile(),
                Boolean.toString(s.missedCalls()), s.language().toLanguageTag(), s.operator(),
                String.join(";", s.mayDial()))));
    }

    private static void line(PrintWriter out, List<String> cells) {
        out.print(String.join(",", cells.stream().map(SubscriberFile::quoted).toList()) + "\r\n");
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ' ')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
