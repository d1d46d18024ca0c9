package org.voxpost.service.spool;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Linux's {@code syncfs(2)} on the file system of one directory; since Linux 5.8 it reports write errors. */
final class SyncFs implements Disk {
    private static final Logger log = LoggerFactory.getLogger(SyncFs.class);
    private static final int O_RDONLY = 0;

    private final MethodHandle syncfs;
    private final int descriptor;
    private final Path directory;

    private SyncFs(MethodHandle syncfs, int descriptor, Path directory) {
        this.syncfs = syncfs;
        this.descriptor = descriptor;
        this.directory = directory;
    }

    /** Empty where the system call is not there. The descriptor stays open as long as the process lives. */
    @SuppressWarnings("restricted") // two functions of the C library; native access is granted in the manifest
    static Optional<SyncFs> open(Path directory) {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup c = linker.defaultLookup();
        Optional<MethodHandle> open = c.find("open").map(f -> linker.downcallHandle(f,
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(2)));
        Optional<MethodHandle> sync = c.find("syncfs").map(
                f -> linker.downcallHandle(f, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
        if (open.isEmpty() || sync.isEmpty()) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(directory.toString());
            int descriptor = (int) open.get().invokeExact(path, O_RDONLY);
            return descriptor < 0 ? Optional.empty() : Optional.of(new SyncFs(sync.get(), descriptor, directory));
        } catch (Throwable e) {
            log.warn("syncfs cannot be used, falling back to a sync per file", e);
            return Optional.empty();
        }
    }

    @Override
    public void sync(Collection<FileChannel> written) throws IOException {
        int result;
        try {
            result = (int) syncfs.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IOException("syncfs on " + directory, e);
        }
        if (result != 0) {
            throw new IOException("syncfs on " + directory + " failed: the disk reports a write error");
        }
    }
}
