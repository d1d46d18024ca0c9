package org.voxpost.demo;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells what happens, one calm line at a time, each with the time since the beginning. */
final class Story {
    private final PrintWriter out;
    private final long begun = System.nanoTime();

    Story(PrintWriter out) {
        this.out = out;
    }

    void tell(String what) {
        line("%7.1f s  %s".formatted(Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0, what));
    }

    /** One fact about what was found. */
    void fact(String name, Object value) {
        line("             %-11s %s".formatted(name, value));
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }
}
