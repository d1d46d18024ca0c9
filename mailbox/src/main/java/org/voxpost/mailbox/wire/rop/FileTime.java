package org.voxpost.mailbox.wire.rop;

import java.time.Instant;

/** PtypTime: 100 ns since 1601-01-01 UTC ([MS-OXCDATA] 2.11.1). */
public final class FileTime {
    private static final long EPOCH_SECONDS = -11_644_473_600L; // 1601 as seconds of 1970
    private static final long PER_SECOND = 10_000_000L;

    private FileTime() {
    }

    public static Instant toInstant(long fileTime) {
        return Instant.ofEpochSecond(EPOCH_SECONDS + Long.divideUnsigned(fileTime, PER_SECOND),
                Long.remainderUnsigned(fileTime, PER_SECOND) * 100);
    }

    /** Rounds down to 100 ns. */
    public static long of(Instant time) {
        return (time.getEpochSecond() - EPOCH_SECONDS) * PER_SECOND + time.getNano() / 100;
    }
}
