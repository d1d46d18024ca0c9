package org.voxpost.media.ffmpeg;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nice value of platform threads: {@code setpriority(2)}, which on Linux counts for one thread. Giving way needs no
 * privilege; going first needs CAP_SYS_NICE or a limit (RLIMIT_NICE) that allows it. Java's own thread priorities do nothing
 * there. Elsewhere nothing happens.
 */
public final class ThreadPriority {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadPriority.class);
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler.*");
    private static final int BEHIND_ALL = 10;
    private static final int STEPS_BEHIND_CALLS = 5; // leaves a quarter of a core that others want, too
    private static final int LAST = 19;
    private static final int BEFORE_ALL = -10;
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private ThreadPriority() {
    }

    /** The calling thread gives way to all others of the machine. */
    static void low() {
        if (!nice(CALLING_THREAD, BEHIND_ALL)) {
            LOG.warn("Encoder threads keep their priority");
        }
    }

    /** The calling thread, which sleeps most of the time and must wake punctually, goes before all others, if that is allowed. */
    public static void high() {
        if (!nice(CALLING_THREAD, BEFORE_ALL) && TOLD.compareAndSet(false, true)) {
            LOG.info(
                    "Media threads have no priority over other threads: neither CAP_SYS_NICE nor LimitNICE={} is given",
                    BEFORE_ALL);
        }
    }

    /**
     * The JVM's compilers give way to the threads that serve calls: what they make pays only later. One that the JVM adds
     * inherits it.
     */
    public static void compilersLow() {
        int behind = Math.min(LAST, call("getpriority", PRIO_PROCESS, CALLING_THREAD) + STEPS_BEHIND_CALLS);
        try (Stream<Path> threads = Files.list(THREADS)) {
            threads.filter(ThreadPriority::isCompiler)
                    .forEach(thread -> nice(Integer.parseInt(String.valueOf(thread.getFileName())), behind));
        } catch (IOException e) {
            LOG.debug("the JVM's compilers keep their priority", e); // no /proc
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return COMPILER.matcher(Files.readString(thread.resolve("comm")).strip()).matches();
        } catch (IOException ended) {
            return false;
        }
    }

    /** False if it was refused. @param thread its number in the system */
    private static boolean nice(int thread, int value) {
        return call("setpriority", PRIO_PROCESS, thread, value) == 0;
    }

    /** Of a function of the C library that takes and gives {@code int}; 0 where there is none. */
    private static int call(String name, Object... arguments) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = System.getProperty("os.name", "").startsWith("Linux")
                ? linker.defaultLookup().find(name)
                : Optional.empty();
        try {
            return function.isEmpty() ? 0 : call(linker, function.get(), arguments);
        } catch (Throwable e) { // MethodHandle.invoke declares it
            LOG.warn("{}(2)", name, e);
            return 0;
        }
    }

    @SuppressWarnings("restricted") // the launcher allows native access
    private static int call(Linker linker, MemorySegment function, Object... arguments) throws Throwable {
        var signature = FunctionDescriptor.of(ValueLayout.JAVA_INT,
                Collections.nCopies(arguments.length, ValueLayout.JAVA_INT).toArray(MemoryLayout[]::new));
        return (int) linker.downcallHandle(function, signature).invokeWithArguments(arguments);
    }
}
