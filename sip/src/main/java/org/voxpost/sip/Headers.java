package org.voxpost.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The header lines of one message, asked by name. */
record Headers(List<HeaderLine> lines) {
    Headers {
        lines = List.copyOf(lines);
    }

    /** The values of all lines of that name, in the order of the message. */
    List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (HeaderLine line : lines) {
            if (line.named(name)) {
                values.add(line.value());
            }
        }
        return values;
    }

    Optional<String> first(String name) {
        for (HeaderLine line : lines) {
            if (line.named(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    /** All addresses under that name, comma lists taken apart, unreadable ones left out. */
    List<NameAddr> addresses(String name) {
        List<NameAddr> all = new ArrayList<>();
        all(name).forEach(value -> all.addAll(NameAddr.list(value)));
        return all;
    }

    /** The tokens of a comma or semicolon list, in lower case. */
    Set<String> tokens(String name) {
        return all(name).stream().flatMap(value -> Stream.of(value.split("[,;]")))
                .map(token -> token.strip().toLowerCase(Locale.ROOT)).filter(token -> !token.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
