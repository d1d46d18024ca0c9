package org.voxpost.media.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the few threads that serve RTP: a selector for what must be heard at once, and a wheel of 1 ms slots on absolute
 * time for what is sent. Each port on it has one place in the wheel. Nothing here blocks; nothing is allocated for a
 * packet.
 */
final class MediaThread {
    private static final Logger LOG = LoggerFactory.getLogger(MediaThread.class);
    private static final int SLOTS = 128;
    private static final int READ_EVERY = 25;
    private static final long NANOS_PER_MS = 1_000_000L;

    /** What a selection key leads to. */
    interface Readable {
        void readable(long nowNanos);
    }

    private final Selector selector;
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final @Nullable RtpPort[] wheel = new RtpPort[SLOTS];
    private final long epochNanos = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger ports = new AtomicInteger();
    private final Consumer<SelectionKey> read = this::read;
    private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
    private final ByteBuffer out = ByteBuffer.allocateDirect(2048);
    private long doneMs;
    private volatile boolean stopped;

    private MediaThread(Selector selector) {
        this.selector = selector;
    }

    static MediaThread start(int number) throws IOException {
        var thread = new MediaThread(Selector.open());
        Thread.ofPlatform().name("media-" + number).daemon(true).start(thread::run);
        return thread;
    }

    /** Runs {@code command} on this thread soon. */
    void execute(Runnable command) {
        commands.add(command);
        selector.wakeup();
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

    /** The receive buffer, cleared; on this thread only. */
    ByteBuffer in() {
        return in.clear();
    }

    /** The send buffer, cleared; on this thread only. */
    ByteBuffer out() {
        return out.clear();
    }

    /** Listens on {@code channel}; on this thread only. */
    SelectionKey register(SelectableChannel channel, Readable readable) throws IOException {
        return channel.register(selector, SelectionKey.OP_READ, readable);
    }

    /** Takes {@code port} into the wheel; on this thread only. */
    void add(RtpPort port) {
        ports.incrementAndGet();
        schedule(port);
    }

    private void run() {
        try {
            while (!stopped) {
                turnWheel();
                runCommands();
                long wait = msToNext();
                if (wait > 0) {
                    selector.select(read, wait);
                } else {
                    selector.selectNow(read);
                }
            }
            runCommands();
            selector.close();
        } catch (IOException e) {
            LOG.error("media thread ends: its selector failed", e);
        } finally {
            ended.countDown();
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

    private void read(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Readable readable) {
            readable.readable(System.nanoTime());
        }
    }

    private void turnWheel() throws IOException {
        long nowMs = (System.nanoTime() - epochNanos) / NANOS_PER_MS;
        if (nowMs - doneMs > SLOTS) {
            doneMs = nowMs - SLOTS; // every slot once is enough
        }
        int served = 0;
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
                if (++served % READ_EVERY == 0) {
                    selector.selectNow(read);
                }
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
        int slot = (int) (Math.clamp(dueMs, doneMs + 1, doneMs + SLOTS - 1) % SLOTS);
        port.nextInSlot = wheel[slot];
        wheel[slot] = port;
    }

    private long msToNext() {
        if (!commands.isEmpty()) {
            return 0;
        }
        for (int ahead = 1; ahead < SLOTS; ahead++) {
            if (wheel[(int) ((doneMs + ahead) % SLOTS)] != null) {
                long atNanos = epochNanos + (doneMs + ahead) * NANOS_PER_MS;
                long left = atNanos - System.nanoTime();
                return left <= 0 ? 0 : (left + NANOS_PER_MS - 1) / NANOS_PER_MS;
            }
        }
        return ports.get() > 0 ? SLOTS / 2 : 1000;
    }
}
