package org.voxpost.service.routing;

import java.util.Optional;

/**
 * A question to the {@link LookupEngine}.
 *
 * @param number that is looked for; with {@code called}, the calling party's
 * @param called that is looked for, if {@code number} calls it
 * @param site where they were dialled; empty or unknown for the first
 */
public record LookupQuery(String number, Optional<String> called, String site) {

    public static LookupQuery of(String number) {
        return new LookupQuery(number, Optional.empty(), "");
    }
}
