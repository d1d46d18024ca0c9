package org.voxpost.service.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.voxpost.service.routing.Explanation.Stage;
import org.voxpost.service.routing.Explanation.Step;

/** Takes the steps of one answer; or none, for answers nobody asks the reasons of. Used by one thread. */
interface Trail {
    Trail NONE = (stage, text) -> {
        // not asked for
    };

    void add(Stage stage, Supplier<String> text);

    /** Keeps the steps. */
    final class Kept implements Trail {
        private final List<Step> steps = new ArrayList<>();

        @Override
        public void add(Stage stage, Supplier<String> text) {
            steps.add(new Step(stage, text.get()));
        }

        List<Step> steps() {
            return steps;
        }
    }
}
