package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BellTest {
    private final Bell bell = new Bell();
    private final AtomicBoolean so = new AtomicBoolean();
    private final CompletableFuture<Boolean> told = new CompletableFuture<>();

    private Thread waiting() {
        Thread waits = Thread.startVirtualThread(() -> told.complete(bell.await(so::get)));
        await().until(() -> waits.getState() == Thread.State.WAITING);
        return waits;
    }

    @Test
    void wakesWhoWaitsWithoutAnEndOnlyWhenItIsSo() {
        Thread waits = waiting();
        bell.ring();
        await().until(() -> waits.getState() == Thread.State.WAITING);
        assertThat(told).isNotDone();

        so.set(true);
        bell.ring();

        assertThat(told.join()).isTrue();
    }

    @Test
    void whoIsInterruptedWaitsNoMore() {
        waiting().interrupt();

        assertThat(told.join()).isFalse();
    }

    @Test
    void patienceEnds() {
        assertThat(bell.await(so::get, Duration.ofMillis(20))).isFalse();
        so.set(true);
        assertThat(bell.await(so::get, Duration.ZERO)).isTrue();
    }
}
