package org.voxpost.service.doctor;

import java.util.Optional;

/**
 * One line of a report.
 *
 * @param profile name of the Exchange profile
 * @param subject the protocol as the configuration writes it, or {@code autodiscover}
 * @param check what was tried: {@code reachable}, {@code deliver} …
 * @param text what was seen, one line
 * @param trouble what is wrong, with {@link Verdict#BAD} and {@link Verdict#DOUBTFUL}
 */
public record Finding(String profile, String subject, String check, Verdict verdict, String text,
        Optional<Trouble> trouble) {

    /** How it went. */
    public enum Verdict {
        GOOD, DOUBTFUL, BAD,
        /** Not tried, because something before it failed or the protocol cannot. */
        LEFT_OUT
    }
}
