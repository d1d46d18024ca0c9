package org.voxpost.service.config;

/**
 * One mistake in the configuration.
 *
 * @param origin file name, or {@code environment VOXPOST_…}
 * @param line line in the file from 1; 0 if there is none
 * @param key path of the key, for example {@code sip.listeners[0].port}; empty for the whole file
 * @param reason what is wrong and what would be right; holds no secret
 */
public record ConfigProblem(String origin, int line, String key, String reason) {
    @Override
    public String toString() {
        return origin + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + reason;
    }
}
