package org.voxpost.service.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key may do. */
public enum Scope {
    /** Ask whose number it is. */
    LOOKUP,
    /** Read the calls that came. */
    CALLS,
    /** See messages on their way, hear them, have them tried again, set them aside. */
    MESSAGES,
    /** See how good the address book is, and have it read anew. */
    DIRECTORY;

    /** As the contract and the command line have it, for example {@code lookup}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those of these words that are scopes. */
    static Set<Scope> all(Collection<String> words) {
        return words.stream().flatMap(word -> of(word).stream()).collect(Collectors.toUnmodifiableSet());
    }

    static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }
}
