package org.voxpost.media.ffmpeg;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's own LAME, if it is installed: the same encoder as FFmpeg's libmp3lame, but compiled for speed, while the one in
 * FFmpeg's Java package takes three times as long. Its functions are those of {@code lame.h} 3.100. Safe for use by several
 * threads, each with a handle of its own.
 */
@SuppressWarnings("restricted") // the launcher allows native access
final class Lame {
    private static final Logger LOG = LoggerFactory.getLogger(Lame.class);
    private static final String LIBRARY = "libmp3lame.so.0";
    private static final int MONO = 3;

    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final MethodHandle init;
    private final MethodHandle channels;
    private final MethodHandle rateIn;
    private final MethodHandle rateOut;
    private final MethodHandle mode;
    private final MethodHandle bitRate;
    private final MethodHandle quality;
    private final MethodHandle tag;
    private final MethodHandle ready;
    private final MethodHandle frameSize;
    private final MethodHandle delay;
    private final MethodHandle encode;
    private final MethodHandle flush;
    private final MethodHandle close;

    private Lame(SymbolLookup library) {
        init = function(library, "lame_init", POINTER);
        channels = setter(library, "num_channels");
        rateIn = setter(library, "in_samplerate");
        rateOut = setter(library, "out_samplerate");
        mode = setter(library, "mode");
        bitRate = setter(library, "brate");
        quality = setter(library, "quality");
        tag = setter(library, "bWriteVbrTag");
        ready = function(library, "lame_init_params", INT, POINTER);
        frameSize = function(library, "lame_get_framesize", INT, POINTER);
        delay = function(library, "lame_get_encoder_delay", INT, POINTER);
        encode = function(library, "lame_encode_buffer", INT, POINTER, POINTER, POINTER, INT, POINTER, INT);
        flush = function(library, "lame_encode_flush", INT, POINTER, POINTER, INT);
        close = function(library, "lame_close", INT, POINTER);
    }

    private static final class Holder {
        private static final Optional<Lame> FOUND = find();

        private static Optional<Lame> find() {
            try {
                return Optional.of(new Lame(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
            } catch (IllegalArgumentException | IllegalCallerException | UnsupportedOperationException e) {
                LOG.info("{} is not there: MP3 is encoded by FFmpeg's, which takes three times as long", LIBRARY);
                return Optional.empty();
            }
        }
    }

    /** Looked for once. */
    static Optional<Lame> installed() {
        return Holder.FOUND;
    }

    private static MethodHandle setter(SymbolLookup library, String what) {
        return function(library, "lame_set_" + what, INT, POINTER, INT);
    }

    private static MethodHandle function(SymbolLookup library, String name, MemoryLayout result,
            MemoryLayout... arguments) {
        MemorySegment found = library.find(name)
                .orElseThrow(() -> new UnsupportedOperationException(LIBRARY + " has no " + name));
        return Linker.nativeLinker().downcallHandle(found, FunctionDescriptor.of(result, arguments));
    }

    /**
     * A handle ready to encode mono at a constant bit rate, without a header of LAME's own.
     *
     * @param level 0 (best) to 9 (fastest)
     * @throws IOException if LAME refuses rate or bit rate
     */
    MemorySegment open(int rateHz, int bitsPerSecond, int level) throws IOException {
        MemorySegment handle = null;
        try {
            handle = (MemorySegment) init.invokeExact();
            if (handle.equals(MemorySegment.NULL)) {
                throw new IOException("LAME has no memory");
            }
            boolean fits = set(handle, channels, 1) && set(handle, rateIn, rateHz) && set(handle, rateOut, rateHz)
                    && set(handle, mode, MONO) && set(handle, bitRate, bitsPerSecond / 1000)
                    && set(handle, quality, level) && set(handle, tag, 0) && (int) ready.invokeExact(handle) >= 0;
            if (!fits) {
                close(handle);
                throw new IOException("LAME takes no " + rateHz + " Hz at " + bitsPerSecond + " bit/s");
            }
            return handle;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("lame_init", e);
        }
    }

    private static boolean set(MemorySegment handle, MethodHandle setter, int value) throws Throwable {
        return (int) setter.invokeExact(handle, value) >= 0;
    }

    /** Samples of one MP3 frame. */
    int frameSamples(MemorySegment handle) throws IOException {
        return asked(frameSize, handle);
    }

    /** Samples that LAME puts before the first. */
    int delaySamples(MemorySegment handle) throws IOException {
        return asked(delay, handle);
    }

    private static int asked(MethodHandle function, MemorySegment handle) throws IOException {
        try {
            return (int) function.invokeExact(handle);
        } catch (Throwable e) {
            throw new IOException("LAME", e);
        }
    }

    /** Encodes 16-bit samples; gives the bytes written to {@code out}. */
    int encode(MemorySegment handle, MemorySegment samples, int count, MemorySegment out) throws IOException {
        try {
            return checked((int) encode.invokeExact(handle, samples, samples, count, out, (int) out.byteSize()));
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("lame_encode_buffer", e);
        }
    }

    /** Encodes what LAME held back; gives the bytes written to {@code out}. */
    int flush(MemorySegment handle, MemorySegment out) throws IOException {
        try {
            return checked((int) flush.invokeExact(handle, out, (int) out.byteSize()));
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("lame_encode_flush", e);
        }
    }

    private static int checked(int bytes) throws IOException {
        if (bytes < 0) {
            throw new IOException("LAME did not encode: " + bytes);
        }
        return bytes;
    }

    void close(MemorySegment handle) {
        try {
            int ignored = (int) close.invokeExact(handle);
        } catch (Throwable e) {
            throw new IllegalStateException("lame_close", e);
        }
    }
}
