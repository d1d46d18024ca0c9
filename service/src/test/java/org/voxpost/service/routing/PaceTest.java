package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void restsAfterEverySpurt() {
        var rests = new AtomicInteger();
        Pace pace = Pace.of(rests::incrementAndGet);

        for (int person = 1; person < 2 * Pace.SPURT; person++) {
            pace.step();
        }

        assertThat(rests).hasValue(1);
        pace.step();
        assertThat(rests).hasValue(2);
    }

    @Test
    void anInterruptEndsTheReadingAndIsKept() {
        Pace pace = Pace.of(() -> {
            throw new InterruptedException();
        });
        for (int person = 1; person < Pace.SPURT; person++) {
            pace.step();
        }

        assertThatThrownBy(pace::step).isInstanceOf(UncheckedIOException.class);

        assertThat(Thread.interrupted()).isTrue();
    }
}
