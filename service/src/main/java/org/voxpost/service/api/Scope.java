package org.voxpost.service.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }
}
