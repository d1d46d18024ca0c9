package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.Calendar;
import org.voxpost.mailbox.Calendar.Busy;
import org.voxpost.mailbox.Calendar.Status;
import org.voxpost.mailbox.Contacts;
import org.voxpost.mailbox.MailReader;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.MailboxSettings;
import org.voxpost.mailbox.OutOfOffice;
import org.voxpost.mailbox.OutOfOffice.Mode;
import org.voxpost.mailbox.PlayOnPhone;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.subscriber.Subscriber;

class CalendarStatesTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final SmtpAddress BO = new SmtpAddress("bo@corp.example");
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private Instant now = NINE;
    private boolean down;
    private final Map<SmtpAddress, List<Busy>> calendars = new HashMap<>();
    private final Map<SmtpAddress, OutOfOffice.State> replies = new HashMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private List<SmtpAddress> people = List.of(IVY, BO);
    private final CalendarStates.Source source = new CalendarStates.Source("corp", Facets::new, () -> people);
    private final CalendarStates states = new CalendarStates(List.of(source), EVERY, () -> now);

    /** An organisation as the test says. */
    private final class Facets implements MailboxFacets {
        @Override
        public OutOfOffice outOfOffice() {
            return new OutOfOffice() {
                @Override
                public State state(SmtpAddress owner) {
                    return Optional.ofNullable(replies.get(owner)).orElseThrow(
                            () -> new MailboxException.AccountRejected("GetUserOofSettings", "test", "no right"));
                }

                @Override
                public void set(SmtpAddress owner, boolean on) {
                    throw new AssertionError("nothing is changed");
                }
            };
        }

        @Override
        public Calendar calendar() {
            return new Calendar() {
                @Override
                public Map<SmtpAddress, List<Busy>> availability(Set<SmtpAddress> some, Instant from, Instant until) {
                    if (down) {
                        throw new MailboxException.Unavailable("GetUserAvailability", "test", "down");
                    }
                    asked.add(some.size());
                    Map<SmtpAddress, List<Busy>> found = new HashMap<>(calendars);
                    found.keySet().retainAll(some);
                    return found;
                }

                @Override
                public List<Appointment> appointments(SmtpAddress owner, Instant from, Instant until) {
                    throw new AssertionError("no subjects are needed");
                }
            };
        }

        @Override
        public Contacts contacts() {
            throw new AssertionError("no contacts are needed");
        }

        @Override
        public MailReader mail() {
            throw new AssertionError("no mail is needed");
        }

        @Override
        public PlayOnPhone playOnPhone() {
            throw new AssertionError("nobody is called");
        }

        @Override
        public MailboxSettings settings() {
            throw new AssertionError("no settings are needed");
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static Subscriber subscriber(SmtpAddress mailbox) {
        return new Subscriber(mailbox.value(), mailbox, "Somebody", List.of("2001"), "main", "default",
                Optional.empty(), true, Locale.ENGLISH);
    }

    private PersonState of(SmtpAddress mailbox) {
        return states.of(subscriber(mailbox)).orElseThrow();
    }

    @Test
    void nothingIsKnownBeforeTheFirstRound() {
        assertThat(states.of(subscriber(IVY))).isEmpty();
    }

    @Test
    void aMeetingCountsFromItsBeginningToItsEnd() {
        calendars.put(IVY, List.of(new Busy(NINE.plusSeconds(60), NINE.plusSeconds(120), Status.BUSY),
                new Busy(NINE.plusSeconds(300), NINE.plusSeconds(400), Status.TENTATIVE)));
        states.round(source);

        assertThat(of(IVY).inMeeting()).isFalse();
        now = NINE.plusSeconds(60);
        assertThat(of(IVY).inMeeting()).isTrue();
        now = NINE.plusSeconds(120);
        assertThat(of(IVY).inMeeting()).isFalse();
        now = NINE.plusSeconds(350);
        assertThat(of(IVY).inMeeting()).as("tentative").isFalse();
        assertThat(of(IVY).asOf()).isEqualTo(NINE);
    }

    @Test
    void somebodyIsAwayByHisRepliesOrByHisCalendar() {
        replies.put(IVY, new OutOfOffice.State(Mode.SCHEDULED, Optional.of(NINE.plusSeconds(10)),
                Optional.of(NINE.plusSeconds(20)), ""));
        calendars.put(BO, List.of(new Busy(NINE, NINE.plusSeconds(5), Status.OUT_OF_OFFICE)));
        states.round(source);

        assertThat(of(IVY).outOfOffice()).isFalse();
        assertThat(of(BO).outOfOffice()).isTrue();
        now = NINE.plusSeconds(15);
        assertThat(of(IVY).outOfOffice()).isTrue();
        assertThat(of(BO).outOfOffice()).isFalse();
    }

    @Test
    void whatCannotBeAskedStaysWithItsAge() {
        calendars.put(IVY, List.of(new Busy(NINE, NINE.plusSeconds(3600), Status.BUSY)));
        states.round(source);
        down = true;
        now = NINE.plusSeconds(600);

        states.round(source);

        assertThat(of(IVY).inMeeting()).isTrue();
        assertThat(of(IVY).asOf()).isEqualTo(NINE);
        assertThat(states.of(subscriber(BO))).as("neither calendar nor replies were told").isEmpty();
    }

    @Test
    void aHundredAreAskedForAtOnce() {
        List<SmtpAddress> many = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            many.add(new SmtpAddress("kim" + i + "@corp.example"));
        }
        people = many;

        states.round(source);

        assertThat(asked).containsExactly(100, 100, 50);
    }
}
