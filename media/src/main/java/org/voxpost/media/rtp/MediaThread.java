package org.voxpost.media.rtp;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.media.ffmpeg.ThreadPriority;

/**
 * One of the few threads that serve RTP: a wheel of 1 ms slots on absolute time, in which each port has one place. When its
 * time comes a port sends what is due and fetches what has arrived; nobody waits at a socket. Nothing here blocks; nothing
 * is allocated for a packet.
 */
final class MediaThread {
    private static final Logger LOG = LoggerFactory.getLogger(MediaThread.class);
    private static final int SLOTS = 1024;
    /** Ports begin in one of five steps of a packet time, so that the thread wakes at most that often for them. */
    private static final int STEPS = 5;
    private static final int STEP_MS = 4;
    /** Ports that are served in a fraction of a millisecond. */
    private static final int TOGETHER = 25;
    /** What is not urgent waits so long at most for a moment that others have, too. */
    static final int PATIENCE_MS = 100;
    private static final int MOMENT_MS = 20;
    private static final int SOON_MS = 20;
    private static final long NANOS_PER_MS = 1_000_000L;

    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final @Nullable RtpPort[] wheel = new RtpPort[SLOTS];
    private final long epochNanos = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger ports = new AtomicInteger();
    private final PacketMemory memory = new PacketMemory();
    private final Thread thread;
    private long doneMs;
    private volatile long wakesAtNanos = System.nanoTime(); // by itself
    private volatile boolean stopped;

    private MediaThread(int number) {
        this.thread = Thread.ofPlatform().name("media-" + number).daemon(true).unstarted(this::run);
    }

    static MediaThread start(int number) {
        var started = new MediaThread(number);
        started.thread.start();
        return started;
    }

    /** Runs {@code command} on this thread within {@value #SOON_MS} ms: while much is played, it wakes by itself in time. */
    void execute(Runnable command) {
        commands.add(command);
        if (wakesAtNanos - System.nanoTime() > SOON_MS * NANOS_PER_MS) {
            LockSupport.unpark(thread);
        }
    }

    /** Ports served here now. */
    int ports() {
        return ports.get();
    }

    /** Ends the thread after what was given to it before, and waits for that. */
    void stop() {
        execute(() -> stopped = true);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What packets are received into and sent from; on this thread only. */
    PacketMemory memory() {
        return memory;
    }

    /**
     * When a port is to begin: within a packet time, at the step that others have too, so that the thread wakes seldom, but
     * not with more than {@value #TOGETHER} of them, so that none is late for the others' sake.
     */
    long inStep(long nowNanos) {
        long next = (nowNanos - epochNanos) / (STEP_MS * NANOS_PER_MS) + 1;
        long chosen = next;
        for (int rank = 0; rank < STEPS; rank++) {
            long step = next + Math.floorMod(rank - next, STEPS);
            if (timedAt(step * STEP_MS) + timedAt((step - STEPS) * STEP_MS) < TOGETHER) { // some may still be due
                chosen = step;
                break;
            }
        }
        return epochNanos + chosen * STEP_MS * NANOS_PER_MS;
    }

    private int timedAt(long ms) {
        return portsAt(ms, false);
    }

    private int portsAt(long ms, boolean patient) {
        int ports = 0;
        for (RtpPort port = wheel[Math.floorMod(ms, SLOTS)]; port != null && ports < TOGETHER; port = port.nextInSlot) {
            ports += port.patient() == patient ? 1 : 0;
        }
        return ports;
    }

    /**
     * The moment for a port that is not in a hurry: the next multiple of {@value #PATIENCE_MS} ms, or if enough others have that, the
     * one of the moments of {@value #MOMENT_MS} ms before or behind it that comes first in every such time and has room.
     */
    private long moment(long dueMs) {
        int moments = PATIENCE_MS / MOMENT_MS;
        long next = (dueMs + MOMENT_MS - 1) / MOMENT_MS;
        for (int rank = 0; rank < moments; rank++) {
            long ms = (next + Math.floorMod(rank - next, moments)) * MOMENT_MS;
            if (portsAt(ms, true) < TOGETHER) {
                return ms;
            }
        }
        return next * MOMENT_MS;
    }

    /** Takes {@code port} into the wheel; on this thread only. */
    void add(RtpPort port) {
        ports.incrementAndGet();
        schedule(port);
    }

    private void run() {
        ThreadPriority.high();
        try {
            while (!stopped) {
                turnWheel();
                runCommands();
                park(nanosToNext());
            }
            runCommands();
        } finally {
            ended.countDown();
        }
    }

    /** Sleeps, unless a command came meanwhile: whoever gives one looks when the thread wakes only after giving it. */
    private void park(long nanos) {
        wakesAtNanos = System.nanoTime() + nanos;
        if (nanos > 0 && commands.isEmpty()) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private void runCommands() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            try {
                command.run();
            } catch (RuntimeException e) {
                LOG.error("media command failed", e);
            }
        }
    }

    private void turnWheel() {
        long nowMs = (System.nanoTime() - epochNanos) / NANOS_PER_MS;
        if (nowMs - doneMs > SLOTS) {
            doneMs = nowMs - SLOTS; // every slot once is enough
        }
        while (doneMs < nowMs) {
            doneMs++;
            int slot = (int) (doneMs % SLOTS);
            RtpPort port = wheel[slot];
            wheel[slot] = null;
            while (port != null) {
                RtpPort next = port.nextInSlot;
                port.nextInSlot = null;
                serve(port);
                port = next;
            }
        }
    }

    private void serve(RtpPort port) {
        boolean goesOn = false;
        try {
            goesOn = port.tick(System.nanoTime());
        } catch (RuntimeException e) {
            LOG.error("a call's media failed and is ended", e);
            port.close();
        }
        if (goesOn) {
            schedule(port);
        } else {
            ports.decrementAndGet();
        }
    }

    private void schedule(RtpPort port) {
        long dueMs = (port.dueNanos() - epochNanos + NANOS_PER_MS - 1) / NANOS_PER_MS;
        if (port.patient()) {
            dueMs = moment(dueMs);
        }
        int slot = (int) (Math.clamp(dueMs, doneMs + 1, doneMs + SLOTS - 1) % SLOTS);
        port.slot = slot;
        port.nextInSlot = wheel[slot];
        wheel[slot] = port;
    }

    /** Gives a port that is in the wheel the place that its time now says. */
    void reschedule(RtpPort port) {
        RtpPort before = null;
        RtpPort at = wheel[port.slot];
        while (at != null && at != port) {
            before = at;
            at = at.nextInSlot;
        }
        if (at == null) {
            return; // it is being served, and is placed anew behind that
        }
        if (before == null) {
            wheel[port.slot] = port.nextInSlot;
        } else {
            before.nextInSlot = port.nextInSlot;
        }
        schedule(port);
    }

    private long nanosToNext() {
        if (!commands.isEmpty()) {
            return 0;
        }
        for (int ahead = 1; ahead < SLOTS; ahead++) {
            if (wheel[(int) ((doneMs + ahead) % SLOTS)] != null) {
                return epochNanos + (doneMs + ahead) * NANOS_PER_MS - System.nanoTime();
            }
        }
        return (ports.get() > 0 ? SLOTS / 4 : 1000) * NANOS_PER_MS;
    }
}
