package org.voxpost.mailbox.auth;

import java.util.function.Supplier;

/** A password, token or key: handed out on demand, never printed. */
public final class Secret {
    private final Supplier<String> source;

    private Secret(Supplier<String> source) {
        this.source = source;
    }

    public static Secret of(String value) {
        return new Secret(() -> value);
    }

    /** Read again each time, for secrets in files that are renewed. */
    public static Secret from(Supplier<String> source) {
        return new Secret(source);
    }

    public String reveal() {
        return source.get();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
