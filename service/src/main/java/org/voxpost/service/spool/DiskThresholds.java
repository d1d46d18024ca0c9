package org.voxpost.service.spool;

/** Whether there is room for messages, with hysteresis, so that it does not flicker. One thread at a time. */
final class DiskThresholds {
    private final long stopBelowBytes;
    private final long resumeAboveBytes;
    private boolean open = true;

    DiskThresholds(long stopBelowBytes, long resumeAboveBytes) {
        this.stopBelowBytes = stopBelowBytes;
        this.resumeAboveBytes = resumeAboveBytes;
    }

    /** @param freeBytes free space now */
    synchronized boolean open(long freeBytes) {
        if (freeBytes < stopBelowBytes) {
            open = false;
        } else if (freeBytes >= resumeAboveBytes) {
            open = true;
        }
        return open;
    }
}
