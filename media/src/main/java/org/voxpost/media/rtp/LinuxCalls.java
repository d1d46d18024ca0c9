package org.voxpost.media.rtp;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.BindException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few functions of the C library that {@link LinuxSocket} needs, on 64-bit Linux. */
@SuppressWarnings("restricted") // native access is granted in the manifest
final class LinuxCalls {
    private static final Logger LOG = LoggerFactory.getLogger(LinuxCalls.class);
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int MSG_DONTWAIT = 0x40;
    private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64");

    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final @Nullable MethodHandle SOCKET = function("socket", INT, INT, INT, INT);
    private static final @Nullable MethodHandle BIND = function("bind", INT, INT, POINTER, INT);
    private static final @Nullable MethodHandle NAME = function("getsockname", INT, INT, POINTER, POINTER);
    private static final @Nullable MethodHandle OPTION = function("setsockopt", INT, INT, INT, INT, POINTER, INT);
    private static final @Nullable MethodHandle RECEIVE = function("recvmmsg", INT, INT, POINTER, INT, INT, POINTER);
    private static final @Nullable MethodHandle SEND = function("sendto", LONG, INT, POINTER, LONG, INT, POINTER, INT);
    private static final @Nullable MethodHandle CLOSE = function("close", INT, INT);

    /** All of them are there. */
    static final boolean AVAILABLE = SOCKET != null && BIND != null && NAME != null && OPTION != null
            && RECEIVE != null && SEND != null && CLOSE != null;

    static {
        if (AVAILABLE) {
            stampAlways();
        }
    }

    private LinuxCalls() {
    }

    /**
     * Opens a socket that nobody uses, for as long as the process lives. Linux stamps packets only while some socket asks for that, and
     * begins a moment after the first does: what comes in that moment would seem to come when it is read.
     */
    private static void stampAlways() {
        try {
            udpSocket(AF_INET, 0);
        } catch (IOException e) {
            LOG.debug("the first packets of a call after others may be stamped late: {}", e.getMessage());
        }
    }

    private static @Nullable MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        if (!System.getProperty("os.name", "").equals("Linux")
                || !PROCESSORS.contains(System.getProperty("os.arch", ""))) {
            return null;
        }
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup().find(name)
                    .map(found -> linker.downcallHandle(found, FunctionDescriptor.of(result, arguments))).orElse(null);
        } catch (IllegalCallerException | UnsupportedOperationException e) {
            LOG.warn("{} cannot be called, RTP costs more than it could: {}", name, e.getMessage());
            return null;
        }
    }

    private static MethodHandle there(@Nullable MethodHandle function) {
        if (function == null) {
            throw new UnsupportedOperationException("not on this system");
        }
        return function;
    }

    /** A datagram socket that stamps what arrives with the time. */
    static int udpSocket(int family, int receiveBytes) throws IOException {
        int descriptor;
        try {
            descriptor = (int) there(SOCKET).invokeExact(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        } catch (Throwable e) {
            throw new IOException("socket(2)", e);
        }
        if (descriptor < 0) {
            throw new IOException("the system gives no more sockets: no file descriptor, or no memory");
        }
        option(descriptor, SO_RCVBUF, receiveBytes);
        option(descriptor, SO_TIMESTAMPNS, 1);
        return descriptor;
    }

    private static void option(int descriptor, int name, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocateFrom(INT, value);
            int ignored = (int) there(OPTION).invokeExact(descriptor, SOL_SOCKET, name, at, Integer.BYTES);
        } catch (Throwable e) {
            throw new IOException("setsockopt(2)", e);
        }
    }

    static void bind(int descriptor, MemorySegment address, int length) throws IOException {
        int result;
        try {
            result = (int) there(BIND).invokeExact(descriptor, address, length);
        } catch (Throwable e) {
            throw new IOException("bind(2)", e);
        }
        if (result != 0) {
            throw new BindException("taken, or no address of this machine");
        }
    }

    /** Writes the address that the socket is bound to. */
    static void name(int descriptor, MemorySegment address, int length) throws IOException {
        int result;
        try (Arena arena = Arena.ofConfined()) {
            result = (int) there(NAME).invokeExact(descriptor, address, arena.allocateFrom(INT, length));
        } catch (Throwable e) {
            throw new IOException("getsockname(2)", e);
        }
        if (result != 0) {
            throw new IOException("the socket has no address");
        }
    }

    /** @return datagrams fetched; negative if there are none */
    static int receive(int descriptor, MemorySegment headers, int most) {
        try {
            return (int) there(RECEIVE).invokeExact(descriptor, headers, most, MSG_DONTWAIT, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException("recvmmsg(2)", e);
        }
    }

    /** @return bytes sent; negative if it was not */
    static long send(int descriptor, MemorySegment packet, long length, MemorySegment target, int targetLength) {
        try {
            return (long) there(SEND).invokeExact(descriptor, packet, length, MSG_DONTWAIT, target, targetLength);
        } catch (Throwable e) {
            throw new IllegalStateException("sendto(2)", e);
        }
    }

    static void close(int descriptor) {
        try {
            int ignored = (int) there(CLOSE).invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException("close(2)", e);
        }
    }
}
