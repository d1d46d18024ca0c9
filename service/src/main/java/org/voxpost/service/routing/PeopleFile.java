package org.voxpost.service.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.SmtpAddress;

/**
 * People from a CSV file in UTF-8 with a heading: {@code name,address,numbers}, in any order; {@code numbers} are
 * separated by semicolons. For people whom no address book shows.
 */
public record PeopleFile(Path file) implements PersonSource {
    private static final List<String> COLUMNS = List.of("name", "address", "numbers");

    @Override
    public String name() {
        return "file " + file;
    }

    @Override
    public void each(Predicate<SmtpAddress> known, Consumer<DirectoryPerson> to) {
        try (var in = Files.newBufferedReader(file)) {
            var csv = new Csv(in);
            List<String> heading = csv.next().map(Csv.Row::cells).orElseGet(List::of).stream()
                    .map(cell -> cell.strip().replace("\uFEFF", "").toLowerCase(Locale.ROOT)).toList();
            if (!heading.containsAll(COLUMNS)) {
                throw new IOException(file + ": the first line must name the columns " + String.join(",", COLUMNS));
            }
            for (Optional<Csv.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
                person(heading, row.get()).filter(person -> person.address().filter(known).isEmpty()).ifPresent(to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<DirectoryPerson> person(List<String> heading, Csv.Row row) throws IOException {
        if (row.cells().size() != heading.size()) {
            throw new IOException("%s, line %d: %d cells, not %d".formatted(file, row.line(), row.cells().size(),
                    heading.size()));
        }
        String name = row.cells().get(heading.indexOf("name")).strip();
        String address = row.cells().get(heading.indexOf("address")).strip();
        var phones = new ArrayList<Phone>();
        Arrays.stream(row.cells().get(heading.indexOf("numbers")).split(";")).map(String::strip)
                .filter(number -> !number.isEmpty()).forEach(number -> phones.add(new Phone(Kind.BUSINESS, number)));
        try {
            Optional<SmtpAddress> mail = address.isEmpty() ? Optional.empty() : Optional.of(new SmtpAddress(address));
            String id = "csv:" + (address.isEmpty() ? name : address);
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new DirectoryPerson(id, name, mail, "", "", "", "", "", phones, List.of()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ", line " + row.line() + ": " + e.getMessage(), e);
        }
    }
}
