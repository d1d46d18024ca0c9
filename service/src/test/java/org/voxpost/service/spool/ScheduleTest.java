package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.service.spool.Schedule.Entry;

class ScheduleTest {
    private static final long NOW = 1_000;

    private final CircuitBreaker breaker = new CircuitBreaker(2, 100);
    private final Schedule schedule = new Schedule(profile -> breaker, profile -> 4);
    private long sequence;

    private Entry add(String mailbox, long due) {
        var entry = new Entry(DeliveryId.random(), sequence++, mailbox, "main", due, Optional.empty());
        schedule.add(entry);
        return entry;
    }

    @Test
    void messagesOfAMailboxAreTriedOneAfterTheOtherThoseOfOthersBeside() {
        Entry first = add("alice", NOW);
        Entry second = add("alice", NOW);
        Entry other = add("bob", NOW);

        assertThat(schedule.take(NOW)).contains(first);
        assertThat(schedule.take(NOW)).contains(other);
        assertThat(schedule.take(NOW)).isEmpty();
        schedule.done(first, Optional.empty());
        assertThat(schedule.take(NOW)).contains(second);
    }

    @Test
    void whatWaitsBehindAnotherMessageOfItsMailboxIsDue() {
        Entry first = add("alice", NOW);
        Entry second = add("alice", NOW);
        schedule.take(NOW);

        schedule.done(first, Optional.empty());

        assertThat(schedule.anyDue(NOW)).isTrue();
        schedule.take(NOW);
        schedule.done(second, Optional.empty());
        assertThat(schedule.anyDue(NOW)).isFalse();
    }

    @Test
    void whatIsToBeTriedLaterOrByAServerInTroubleIsNotDue() {
        Entry refused = add("alice", NOW);
        add("bob", NOW + 1);
        schedule.take(NOW);
        breaker.failed(NOW);
        breaker.failed(NOW);
        schedule.done(refused, Optional.of(refused.at(NOW)));
        schedule.take(NOW);

        assertThat(schedule.anyDue(NOW)).isFalse();
    }

    @Test
    void aServerInTroubleIsProbedByOneMessageAndTheOthersFollowWhenItIsWell() {
        Entry one = add("alice", NOW);
        add("bob", NOW);
        add("cleo", NOW);
        schedule.take(NOW);
        breaker.failed(NOW);
        breaker.failed(NOW);
        schedule.done(one, Optional.of(one.at(NOW)));

        assertThat(schedule.take(NOW + 99)).as("it rests").isEmpty();
        assertThat(schedule.nextTime(NOW + 99)).hasValue(NOW + 100);
        Entry probe = schedule.take(NOW + 100).orElseThrow();
        assertThat(schedule.take(NOW + 100)).as("one probe").isEmpty();
        breaker.succeeded();
        schedule.done(probe, Optional.empty());
        assertThat(schedule.take(NOW + 100)).isPresent();
        assertThat(schedule.take(NOW + 100)).isPresent();
    }

    @Test
    void aProbeThatFailsLetsItRestTwiceAsLong() {
        Entry one = add("alice", NOW);
        schedule.take(NOW);
        breaker.failed(NOW);
        breaker.failed(NOW);
        schedule.done(one, Optional.of(one.at(NOW)));
        schedule.take(NOW + 100);
        breaker.failed(NOW + 100);
        schedule.done(one, Optional.of(one.at(NOW)));

        assertThat(schedule.take(NOW + 299)).isEmpty();
        assertThat(schedule.take(NOW + 300)).isPresent();
    }
}
