package org.voxpost.media.ffmpeg;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nice value of the calling platform thread: {@code setpriority(2)}, which on Linux counts for one thread. Giving way needs no
 * privilege; going first needs CAP_SYS_NICE or a limit (RLIMIT_NICE) that allows it. Java's own thread priorities do nothing
 * there. Elsewhere nothing happens.
 */
public final class ThreadPriority {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadPriority.class);
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final int BEHIND_ALL = 10;
    private static final int BEFORE_ALL = -10;
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private ThreadPriority() {
    }

    /** The calling thread gives way to all others of the machine. */
    static void low() {
        if (!nice(BEHIND_ALL)) {
            LOG.warn("Encoder threads keep their priority");
        }
    }

    /** The calling thread, which sleeps most of the time and must wake punctually, goes before all others, if that is allowed. */
    public static void high() {
        if (!nice(BEFORE_ALL) && TOLD.compareAndSet(false, true)) {
            LOG.info(
                    "Media threads have no priority over other threads: neither CAP_SYS_NICE nor LimitNICE={} is given",
                    BEFORE_ALL);
        }
    }

    /** False if it was refused. */
    private static boolean nice(int value) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = System.getProperty("os.name", "").startsWith("Linux")
                ? linker.defaultLookup().find("setpriority")
                : Optional.empty();
        try {
            return function.isEmpty() || set(linker, function.get(), value) == 0;
        } catch (Throwable e) { // MethodHandle.invoke declares it
            LOG.warn("setpriority(2)", e);
            return true;
        }
    }

    @SuppressWarnings("restricted") // the launcher allows native access
    private static int set(Linker linker, MemorySegment function, int value) throws Throwable {
        var signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT);
        return (int) linker.downcallHandle(function, signature).invokeExact(PRIO_PROCESS, CALLING_THREAD, value);
    }
}
