package org.voxpost.sip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.voxpost.sip.CallFacts.DivertReason;

/** The targets one request went through, in the order of their index (RFC 7044; RFC 7131 for voicemail). */
record HistoryInfo(List<Entry> entries) {
    private static final int DEEPEST = 32;

    HistoryInfo {
        entries = List.copyOf(entries);
    }

    /** One target; {@code index} is empty if the header gave none that can be read. */
    record Entry(NameAddr value, String index) {
        SipUri uri() {
            return value.address().uri();
        }

        /** Why the request to this target ended: Reason escaped in its URI. */
        Optional<DivertReason> ended() {
            return Optional.ofNullable(uri().headers().get("reason")).flatMap(DivertReasons::ofReasonHeader);
        }

        /** Why the request was sent to this target: the cause parameter (RFC 4458). */
        Optional<DivertReason> cause() {
            return Optional.ofNullable(uri().parameters().get("cause")).flatMap(DivertReasons::ofCause);
        }

        /** The index of the entry this one came from without changing the user (rc, np), empty otherwise. */
        String sameUserAs() {
            return value.parameter("rc").isEmpty() ? value.parameter("np") : value.parameter("rc");
        }
    }

    static HistoryInfo of(Headers headers) {
        List<Entry> entries = new ArrayList<>();
        for (NameAddr value : headers.addresses("History-Info")) {
            String index = value.parameter("index");
            entries.add(new Entry(value, index.matches("\\d{1,4}(\\.\\d{1,4}){0," + DEEPEST + "}") ? index : ""));
        }
        if (entries.stream().noneMatch(entry -> entry.index().isEmpty())) {
            entries.sort(Comparator.comparing(Entry::index, HistoryInfo::compareIndex));
        }
        return new HistoryInfo(entries);
    }

    /** One entry for each user in turn: contacts of the same user (rc, np) and repetitions are left out. */
    List<Entry> parties() {
        List<Entry> parties = new ArrayList<>();
        for (Entry entry : entries) {
            boolean derived = !entry.sameUserAs().isEmpty() && byIndex(entry.sameUserAs()).isPresent();
            boolean repeated = !parties.isEmpty() && NumberForm.same(parties.getLast().uri(), entry.uri());
            if (!derived && !repeated) {
                parties.add(entry);
            }
        }
        return parties;
    }

    /** The first party that was mapped to another user (mp), if the chain says so (RFC 7044, 10.4). */
    Optional<Entry> firstMapped() {
        return entries.stream().map(entry -> entry.value().parameter("mp")).filter(mp -> !mp.isEmpty())
                .flatMap(mp -> byIndex(mp).stream()).findFirst();
    }

    /**
     * Why the request went on from {@code party}: its own Reason or that of a contact of it, else the cause of the target
     * after it.
     */
    Optional<DivertReason> reasonOf(Entry party) {
        int at = entries.indexOf(party);
        int next = at + 1;
        Optional<DivertReason> own = party.ended();
        while (next < entries.size() && isContactOf(entries.get(next), party)) {
            own = own.or(entries.get(next)::ended);
            next++;
        }
        if (own.isPresent() || next >= entries.size()) {
            return own;
        }
        return entries.get(next).cause();
    }

    private boolean isContactOf(Entry entry, Entry party) {
        return entry.sameUserAs().equals(party.index()) && !party.index().isEmpty()
                || NumberForm.same(entry.uri(), party.uri());
    }

    private Optional<Entry> byIndex(String index) {
        return entries.stream().filter(entry -> entry.index().equals(index)).findFirst();
    }

    private static int compareIndex(String one, String other) {
        int[] left = numbers(one);
        int[] right = numbers(other);
        return IntStream.range(0, Math.min(left.length, right.length)).map(i -> Integer.compare(left[i], right[i]))
                .filter(order -> order != 0).findFirst().orElse(Integer.compare(left.length, right.length));
    }

    private static int[] numbers(String index) {
        return Arrays.stream(index.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
