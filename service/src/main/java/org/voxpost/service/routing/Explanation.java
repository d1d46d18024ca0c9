package org.voxpost.service.routing;

import java.util.List;

/**
 * An answer and how it was found.
 *
 * @param steps in the order they were taken
 */
public record Explanation(LookupResult result, List<Step> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    /** What a step is about. */
    public enum Stage {
        /** What the text may mean as a number. */
        NORMALISE,
        /** Whose number it is. */
        MATCH,
        /** What is done with the call. */
        ROUTE
    }

    /** One step, in words. */
    public record Step(Stage stage, String text) {
    }
}
