package org.voxpost.service.routing;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * How fast a reading of many people goes on: in short spurts with rests between, so that whoever is answered meanwhile
 * does not feel it, neither in the cores nor in the collections of what it leaves behind. Used by one thread, a platform
 * thread: the rests of a virtual one wake two threads each.
 */
final class Pace {
    /** People of one spurt, which takes some 50 microseconds: so long an answer may wait for a core. */
    static final int SPURT = 4;
    /** Forty times a spurt, so that more than 97 of 100 answers meet none. */
    private static final Duration REST = Duration.ofMillis(2);

    private final Rest rest;
    private int people;

    /** How it rests. */
    interface Rest {
        void take() throws InterruptedException;
    }

    private Pace(Rest rest) {
        this.rest = rest;
    }

    /** As fast as it goes: nobody has an answer yet that could be late. */
    static Pace full() {
        return new Pace(() -> {
        });
    }

    /** With rests: 50 seconds and some for 100,000 people, and twice that if they have changed. */
    static Pace gentle() {
        return of(() -> Thread.sleep(REST)); // a pause, on the reading thread: nothing is waited for
    }

    static Pace of(Rest rest) {
        return new Pace(rest);
    }

    /**
     * One person is done.
     *
     * @throws UncheckedIOException if the thread was interrupted, which it stays
     */
    void step() {
        if (++people % SPURT != 0) {
            return;
        }
        try {
            rest.take();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("the address book was closed"));
        }
    }
}
