package org.voxpost.service.routing;

import java.util.Optional;
import org.voxpost.service.subscriber.Subscriber;

/** Where the state of persons comes from. Answers from memory: never waits, any thread. */
@FunctionalInterface
public interface PersonStates {
    /** Nothing is known of anybody. */
    PersonStates NONE = subscriber -> Optional.empty();

    /** What is known; empty if nothing is. */
    Optional<PersonState> of(Subscriber subscriber);
}
