package org.voxpost.service.spool;

/** The state directory cannot take or give what was asked: disk full, stalled, read-only or broken. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
