package org.voxpost.mailbox.auth;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A password, token or key: handed out on demand, never printed. */
public final class Secret {
    private final Supplier<String> source;
    private final BooleanSupplier renewal;

    private Secret(Supplier<String> source, BooleanSupplier renewal) {
        this.source = source;
        this.renewal = renewal;
    }

    public static Secret of(String value) {
        return new Secret(() -> value, () -> false);
    }

    /** Read again each time, for secrets in files that are renewed. */
    public static Secret from(Supplier<String> source) {
        return new Secret(source, () -> false);
    }

    /** One that can be had anew when a server refuses it: {@code renewal} forgets the old one, false if it cannot. */
    public static Secret renewable(Supplier<String> source, BooleanSupplier renewal) {
        return new Secret(source, renewal);
    }

    /** A server refused what {@link #reveal} said. @return true if asking again may give another */
    public boolean renew() {
        return renewal.getAsBoolean();
    }

    public String reveal() {
        return source.get();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
