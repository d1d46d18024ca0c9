package org.voxpost.service.routing;

import java.util.List;

/** Whose number it is. That several people have it is an answer of its own: nobody is picked. */
public sealed interface NumberMatch {

    /** Nobody in the address book has the number. */
    record Nobody() implements NumberMatch {
    }

    /**
     * One person has it.
     *
     * @param number in the form that was found: E.164 with {@code +}, or an extension
     */
    record One(IndexedPerson person, String number) implements NumberMatch {
    }

    /**
     * Several people have it.
     *
     * @param people at least two; no more than {@link #MOST_NAMED} of them
     */
    record Several(List<IndexedPerson> people, String number) implements NumberMatch {
        static final int MOST_NAMED = 10;

        public Several {
            people = List.copyOf(people);
        }
    }

    NumberMatch NOBODY = new Nobody();
}
