package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Registration;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;

/** Keeps one registration alive: one Call-ID for its life, refreshed at 85 % of what the registrar grants. */
final class Registering implements Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registering.class);
    private static final Duration PATIENCE = Duration.ofSeconds(35);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Pattern EXPIRES = Pattern.compile(";\\s*expires\\s*=\\s*\"?(\\d{1,9})",
            Pattern.CASE_INSENSITIVE);
    private static final long FIRST_PAUSE_SECONDS = 30;
    private static final long LONGEST_PAUSE_SECONDS = 1800;
    private final Workshop shop;
    private final Request wanted;
    private final String callId;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile State state = State.TRYING;
    private volatile SipStatus last = SipStatus.REQUEST_TIMEOUT;
    private long sequence;
    private long expirySeconds;
    private int failures;
    private volatile @Nullable ScheduledFuture<?> next;

    Registering(Workshop shop, Request wanted) {
        this.shop = shop;
        this.wanted = wanted;
        this.callId = Tokens.random() + "@voxpost";
        this.expirySeconds = wanted.expiry().toSeconds();
    }

    void start() {
        schedule(0);
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public SipStatus lastAnswer() {
        return last;
    }

    @Override
    public void close() {
        State was = state;
        state = State.ENDED;
        ScheduledFuture<?> due = next;
        if (due != null) {
            due.cancel(false);
        }
        if (was == State.REGISTERED) {
            try {
                send(0, FAREWELL);
            } catch (SipException unreachable) {
                LOG.info("Registration at {} not taken back: {}", wanted.registrar().host(), unreachable.getMessage());
            }
        }
    }

    private void schedule(long seconds) {
        if (state != State.ENDED && !shop.clock().isShutdown()) {
            next = shop.clock().schedule(() -> Thread.startVirtualThread(this::refresh), seconds, TimeUnit.SECONDS);
        }
    }

    private void refresh() {
        Optional<Response> answer = Optional.empty();
        try {
            answer = send(expirySeconds, PATIENCE);
        } catch (SipException unreachable) {
            LOG.info("{}", unreachable.getMessage());
        }
        if (state == State.ENDED) {
            return;
        }
        last = answer.map(Exchange::status).orElse(SipStatus.REQUEST_TIMEOUT);
        if (last.isSuccess()) {
            granted(answer.orElseThrow());
        } else if (last.code() == 423 && longer(answer.orElseThrow())) {
            schedule(0);
        } else {
            failed();
        }
    }

    private void granted(Response ok) {
        failures = 0;
        enter(State.REGISTERED);
        long seconds = Messages.values(ok, "Contact").stream().map(EXPIRES::matcher).filter(Matcher::find).findFirst()
                .map(found -> Long.parseLong(found.group(1))).or(() -> number(ok, "Expires")).orElse(expirySeconds);
        schedule(Math.max(1, seconds * 85 / 100));
    }

    /** 423: takes the registrar's least; false if it names none that is longer (RFC 3261, 10.2.8). */
    private boolean longer(Response tooBrief) {
        long least = number(tooBrief, "Min-Expires").orElse(0L);
        boolean longer = least > expirySeconds;
        expirySeconds = Math.max(expirySeconds, least);
        return longer;
    }

    private void failed() {
        enter(State.FAILED);
        long pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS << Math.min(failures, 6));
        failures++;
        schedule(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }

    private void enter(State now) {
        if (state != now) {
            LOG.info("Registration of {} at {}: {} ({})", wanted.identity().uri().user(), wanted.registrar().host(),
                    now, last.code());
            state = now;
        }
    }

    private Optional<Response> send(long seconds, Duration patience) {
        lock.lock();
        try {
            return Exchange.first(shop, shop.targets().of(wanted.proxy().orElse(wanted.registrar())),
                    way -> register(way, seconds), patience);
        } finally {
            lock.unlock();
        }
    }

    private javax.sip.message.Request register(Way way, long seconds) {
        sequence++;
        javax.sip.message.Request register = FirstRequest.of("REGISTER", wanted.registrar(), wanted.identity(),
                wanted.identity(), way, callId, sequence);
        FirstRequest.through(register, wanted.proxy());
        shop.messages().addUserAgent(register);
        Messages.add(register, "Expires", Long.toString(seconds));
        Messages.add(register, "Supported", "path");
        sequence++; // a challenge takes one more
        return register;
    }

    private static Optional<Long> number(Response response, String header) {
        return Messages.value(response, header).filter(value -> value.matches("\\d{1,9}")).map(Long::valueOf);
    }
}
