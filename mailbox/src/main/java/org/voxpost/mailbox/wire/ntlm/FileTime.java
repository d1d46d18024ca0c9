package org.voxpost.mailbox.wire.ntlm;

import java.time.Instant;

/** FILETIME: units of 100 ns since 1601-01-01T00:00Z ([MS-DTYP] 2.3.3). */
final class FileTime {
    private static final long SECONDS_TO_1970 = 11_644_473_600L;
    private static final long UNITS_PER_SECOND = 10_000_000L;

    private FileTime() {
    }

    static long of(Instant instant) {
        return (instant.getEpochSecond() + SECONDS_TO_1970) * UNITS_PER_SECOND + instant.getNano() / 100;
    }
}
