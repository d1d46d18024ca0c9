package org.voxpost.service.routing;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.DialPlan.Meaning;

/**
 * The numbers of the address book and whose they are (reference: telephony, 7.5). Immutable once built; any thread; a
 * look-up takes about a microsecond. Numbers are compared whole, never by how they end: that would give a stranger's name
 * to a caller.
 */
public final class NumberIndex {
    private final List<DialPlan> plans;
    private final PersonTexts people;
    private final LongTable table;
    private final int[][] shared;

    /**
     * @param table number to person, or to {@code -1 - i} for the i-th list of {@code shared}
     * @param shared the persons of each number that several have
     */
    NumberIndex(List<DialPlan> plans, PersonTexts people, LongTable table, int[][] shared) {
        this.plans = List.copyOf(plans);
        this.people = people;
        this.table = table;
        this.shared = shared;
    }

    /** A builder with room for as many people as are here, so that it need not grow. */
    NumberIndexBuilder next() {
        return new NumberIndexBuilder(plans, new PersonTexts(people), new LongTable(table));
    }

    /** An index that knows nobody. */
    public static NumberIndex empty(List<DialPlan> plans) {
        return new NumberIndexBuilder(plans).build();
    }

    /**
     * Whose number it is: the first meaning that anybody has decides.
     *
     * @param site where it was dialled; empty or unknown for the first
     * @param dialled in any spelling
     */
    public NumberMatch find(String site, String dialled) {
        int place = site(site);
        return find(place, plans.get(place).meanings(dialled));
    }

    NumberMatch find(int site, List<Meaning> meanings) {
        for (Meaning meaning : meanings) {
            NumberMatch found = switch (meaning) {
                case Meaning.Extension extension ->
                    match(NumberKey.extension(site, extension.digits()), extension.digits());
                case Meaning.Global global -> match(NumberKey.global(global.number()), global.number());
            };
            if (found != NumberMatch.NOBODY) {
                return found;
            }
        }
        return NumberMatch.NOBODY;
    }

    private NumberMatch match(OptionalLong key, String number) {
        int value = key.isPresent() ? table.get(key.getAsLong()) : LongTable.ABSENT;
        return value == LongTable.ABSENT ? NumberMatch.NOBODY : match(value, number);
    }

    /** The place of a site in the configuration. */
    int site(String name) {
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).site().equals(name)) {
                return i;
            }
        }
        return 0;
    }

    /** Of several, the only one with voicemail is meant (reference: telephony, 7.5, step 9). */
    private NumberMatch match(int value, String number) {
        if (value >= 0) {
            return new NumberMatch.One(people.person(value), number);
        }
        int[] owners = shared[-1 - value];
        int[] withVoicemail = Arrays.stream(owners).filter(people::voicemail).toArray();
        if (withVoicemail.length == 1) {
            return new NumberMatch.One(people.person(withVoicemail[0]), number);
        }
        return new NumberMatch.Several(Arrays.stream(owners).limit(NumberMatch.Several.MOST_NAMED)
                .mapToObj(people::person).toList(), number);
    }

    public int people() {
        return people.count();
    }

    public int numbers() {
        return table.size();
    }

    /** Numbers that more than one person has. */
    public int ambiguous() {
        return shared.length;
    }

    /** Heap it takes. */
    public long sizeBytes() {
        return people.sizeBytes() + table.sizeBytes() + Arrays.stream(shared).mapToLong(s -> 24 + 4L * s.length).sum();
    }
}
