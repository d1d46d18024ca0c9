package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;

/** The delivery states in a world that loses answers, crashes and executes requests late; its wall clock means nothing. */
class DeliveryStateTest {
    private static final long PATIENCE = 150;
    private static final DeliveryId ID = DeliveryId.random();
    private static final ItemId ITEM = new ItemId("model", "1");

    /** A server with one mailbox: requests that were given up may be executed within {@link #PATIENCE}. */
    private static final class World {
        private final Random random;
        private final List<Long> runningUntil = new java.util.ArrayList<>();
        private long now;
        private int copies;
        private int createsSinceAsk;

        World(long seed) {
            random = new Random(seed);
        }

        void pass(long time) {
            now += time;
            runningUntil.removeIf(until -> {
                boolean executes = random.nextInt(3) == 0 && copies == 0;
                if (until <= now || executes) {
                    copies += executes && until > now ? 1 : 0;
                    return true;
                }
                return false;
            });
        }

        boolean find() {
            createsSinceAsk = 0;
            return copies > 0;
        }
    }

    @Test
    void isNeverLostNorCreatedTwiceWithoutAnAskBetween() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 2000; seed++) {
            isNeverLostNorCreatedTwiceWithoutAnAskBetween(seed);
        }
    }

    private static void isNeverLostNorCreatedTwiceWithoutAnAskBetween(long seed) {
        var world = new World(seed);
        Progress durable = Progress.NEW;
        var abandoned = new AbandonedRequests(PATIENCE, () -> world.now);
        for (int step = 0; step < 400 && durable.state() != DeliveryState.DELIVERED; step++) {
            world.pass(world.random.nextInt(60));
            if (durable.state() == DeliveryState.SENDING) { // the process died there
                durable = durable.next(new DeliveryEvent.Crashed());
                abandoned = new AbandonedRequests(PATIENCE, () -> world.now);
            }
            assertThat(durable.state()).as("what the worker sees").isIn(DeliveryState.QUEUED, DeliveryState.PARKED,
                    DeliveryState.BURIED);
            if (durable.state() == DeliveryState.BURIED) {
                durable = durable.next(new DeliveryEvent.Retried());
            }
            durable = durable.next(new DeliveryEvent.Claimed());
            if (world.random.nextInt(10) == 0) {
                continue; // crash before anything was sent
            }
            if (durable.mustAsk()) {
                if (world.find()) {
                    durable = durable.next(new DeliveryEvent.Stored(ITEM));
                    continue;
                }
                if (abandoned.remaining(ID) > 0) {
                    durable = durable.next(new DeliveryEvent.Unavailable("too early"));
                    continue;
                }
                durable = durable.next(new DeliveryEvent.Absent());
            }
            assertThat(world.createsSinceAsk).as("creates since the last ask, seed %s", seed).isZero();
            switch (world.random.nextInt(8)) {
                case 0 -> durable = durable.next(new DeliveryEvent.Unavailable("503"));
                case 1 -> durable = durable.next(new DeliveryEvent.Full("quota"));
                case 2 -> durable = durable.next(new DeliveryEvent.TooLarge("large", world.random.nextBoolean()));
                case 3 -> durable = durable.next(new DeliveryEvent.Refused("no"));
                case 4 -> { // the answer is lost; the request may run later, or ran, or never does
                    world.createsSinceAsk++;
                    world.copies += world.random.nextInt(3) == 0 ? 1 : 0;
                    world.runningUntil.add(world.now + PATIENCE);
                    abandoned.abandoned(ID);
                    durable = durable.next(new DeliveryEvent.Lost("reset"));
                }
                case 5 -> { // crash after the answer, before it was written
                    world.createsSinceAsk++;
                    world.copies++;
                }
                default -> {
                    world.createsSinceAsk++;
                    world.copies++;
                    durable = durable.next(new DeliveryEvent.Stored(ITEM));
                }
            }
        }

        assertThat(durable.state()).as("delivered in the end, seed %s", seed).isEqualTo(DeliveryState.DELIVERED);
        assertThat(durable.item()).isEqualTo(Optional.of(ITEM));
        assertThat(world.copies).as("copies, seed %s", seed).isEqualTo(1);
    }
}
