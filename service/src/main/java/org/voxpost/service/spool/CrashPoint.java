package org.voxpost.service.spool;

/**
 * Named places where a test process may die as by a power switch. Production never sets the property, and then a place
 * costs one comparison.
 *
 * <p>{@code -Dvoxpost.crash=accept-after-commit} halts at the first visit, {@code accept-after-commit:3} at the third. The
 * last line of standard error then says when, in nanoseconds of the system's monotonic clock: the process' end comes later.
 */
public final class CrashPoint {
    private static final String WANTED = System.getProperty("voxpost.crash", "");
    private static final java.util.concurrent.atomic.AtomicInteger VISITS = new java.util.concurrent.atomic.AtomicInteger();
    /** Exit status of a process that died here. */
    public static final int STATUS = 97;

    private CrashPoint() {
    }

    /** Dies here if this place and visit are wanted. */
    public static void reach(String place) {
        if (!WANTED.isEmpty() && dies(place)) {
            tell("voxpost.crash " + System.nanoTime());
            Runtime.getRuntime().halt(STATUS);
        }
    }

    @SuppressWarnings("SystemOut") // for who halts it
    private static void tell(String line) {
        System.err.println(line);
    }

    private static boolean dies(String place) {
        String[] wanted = WANTED.split(":", 2);
        int visit = wanted.length == 2 ? Integer.parseInt(wanted[1]) : 1;
        return wanted[0].equals(place) && VISITS.incrementAndGet() == visit;
    }
}
