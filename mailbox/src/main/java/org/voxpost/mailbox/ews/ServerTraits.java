package org.voxpost.mailbox.ews;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How one server was found to behave where servers differ: some that are compatible with Exchange take an item with a
 * file in it, answer NoError and leave the file out. Found out by looking once at what was stored, for each format, and
 * remembered as long as the server is used. Safe for many threads.
 */
final class ServerTraits {
    private final Map<String, Boolean> keepsFiles = new ConcurrentHashMap<>();

    /** Empty as long as nothing of this format was looked at. */
    Optional<Boolean> keepsFiles(String contentType) {
        return Optional.ofNullable(keepsFiles.get(contentType));
    }

    /** True if files were looked at and none was ever lost. */
    boolean isTrusted() {
        return !keepsFiles.isEmpty() && !keepsFiles.containsValue(false);
    }

    void keepsFiles(String contentType, boolean keeps) {
        keepsFiles.put(contentType, keeps);
    }
}
