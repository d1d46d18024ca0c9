package org.voxpost.media.ffmpeg;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calling platform thread give way to all others of the machine: {@code setpriority(2)}, which on Linux counts
 * for one thread and needs no privilege in this direction. Java's own thread priorities do nothing there. Elsewhere
 * nothing happens.
 */
final class LowPriority {
    private static final Logger LOG = LoggerFactory.getLogger(LowPriority.class);
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final int NICE = 10;

    private LowPriority() {
    }

    static void ofCallingThread() {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = linker.defaultLookup().find("setpriority");
        if (function.isEmpty()) {
            return;
        }
        try {
            lower(linker, function.get());
        } catch (Throwable e) { // MethodHandle.invoke declares it
            LOG.warn("encoder threads keep their priority", e);
        }
    }

    @SuppressWarnings("restricted") // the only native call besides FFmpeg's; the launcher allows native access
    private static void lower(Linker linker, MemorySegment function) throws Throwable {
        var signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT);
        int failed = (int) linker.downcallHandle(function, signature).invokeExact(PRIO_PROCESS, CALLING_THREAD, NICE);
        if (failed != 0) {
            LOG.warn("encoder threads keep their priority: setpriority answered {}", failed);
        }
    }
}
