package org.voxpost.service.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.DialPlan.Meaning;

/**
 * Builds a {@link NumberIndex}, person by person. Numbers are read with the same dial plans as dialled ones. A person's
 * extensions belong to the site his voicemail address names, else to the one whose direct numbers he has, else to the
 * only site; where none of these tells, an extension is not taken. Used by one thread.
 */
final class NumberIndexBuilder {
    /** Telephones a person answers and calls from himself: not his assistant's, nor machines. */
    private static final Set<Kind> OWN = EnumSet.of(Kind.BUSINESS, Kind.BUSINESS2, Kind.HOME, Kind.HOME2, Kind.MOBILE,
            Kind.PRIMARY, Kind.OTHER);
    private static final int NO_SITE = -1;
    private static final int USUAL = 4; // numbers of a person

    private final List<DialPlan> plans;
    private final PersonTexts people;
    private final LongTable table;
    private final List<int[]> shared = new ArrayList<>();

    NumberIndexBuilder(List<DialPlan> plans) {
        this(plans, new PersonTexts(), new LongTable());
    }

    /** @param people empty; where the people go @param table empty; where their numbers go */
    NumberIndexBuilder(List<DialPlan> plans, PersonTexts people, LongTable table) {
        this.plans = List.copyOf(plans);
        this.people = people;
        this.table = table;
    }

    void add(DirectoryPerson person) {
        List<Long> keys = keys(person);
        boolean voicemail = person.proxyAddresses().stream().anyMatch(VoicemailAddress::isOne);
        String address = person.address().map(SmtpAddress::value).orElse("");
        String id = person.distinguishedName().isEmpty() ? address : person.distinguishedName();
        int number = people.add(id, CleanText.of(person.displayName()), address, voicemail);
        keys.forEach(key -> own(key, number));
    }

    int people() {
        return people.count();
    }

    NumberIndex build() {
        people.trim();
        return new NumberIndex(plans, people, table, shared.toArray(int[][]::new));
    }

    private void own(long key, int person) {
        int before = table.get(key);
        if (before == LongTable.ABSENT) {
            table.put(key, person);
        } else if (before >= 0) {
            table.put(key, -1 - shared.size());
            shared.add(new int[]{before, person});
        } else {
            int[] owners = shared.get(-1 - before);
            shared.set(-1 - before, Arrays.copyOf(owners, owners.length + 1));
            shared.get(-1 - before)[owners.length] = person;
        }
    }

    /** Each once. Loops, for this runs for everybody: streams would leave three times as much to collect. */
    private List<Long> keys(DirectoryPerson person) {
        List<VoicemailAddress> voicemail = List.of();
        for (String proxy : person.proxyAddresses()) {
            Optional<VoicemailAddress> address = VoicemailAddress.read(proxy);
            if (address.isPresent()) {
                voicemail = voicemail.isEmpty() ? new ArrayList<>() : voicemail;
                voicemail.add(address.get());
            }
        }
        var written = new ArrayList<NumberField.Written>(USUAL);
        for (Phone phone : person.phones()) {
            if (OWN.contains(phone.kind())) {
                written.addAll(NumberField.read(phone.text()));
            }
        }
        int site = site(voicemail, written);
        var keys = new ArrayList<Long>(USUAL);
        for (VoicemailAddress address : voicemail) {
            int named = siteOf(address);
            add(number(address.number(), named == NO_SITE ? site : named), keys);
        }
        for (NumberField.Written number : written) {
            add(key(number, site), keys);
        }
        return keys;
    }

    private static void add(OptionalLong key, List<Long> to) {
        if (key.isPresent() && !to.contains(key.getAsLong())) {
            to.add(key.getAsLong());
        }
    }

    /** A switchboard's number with an extension behind it: only the extension is the person's. */
    private OptionalLong key(NumberField.Written written, int site) {
        if (written.extension().isEmpty()) {
            return number(written.number(), site);
        }
        return site != NO_SITE && plans.get(site).isExtension(written.extension())
                ? NumberKey.extension(site, written.extension())
                : OptionalLong.empty();
    }

    /** Its best meaning. An extension whose site is not known is no number. */
    private OptionalLong number(String text, int site) {
        List<Meaning> meanings = plans.get(Math.max(site, 0)).meanings(text);
        if (meanings.isEmpty()) {
            return OptionalLong.empty();
        }
        return switch (meanings.getFirst()) {
            case Meaning.Extension extension -> NumberKey.extension(site, extension.digits());
            case Meaning.Global global -> NumberKey.global(global.number());
        };
    }

    private int site(List<VoicemailAddress> voicemail, List<NumberField.Written> written) {
        if (plans.size() == 1) {
            return 0;
        }
        for (VoicemailAddress address : voicemail) {
            int named = siteOf(address);
            if (named != NO_SITE) {
                return named;
            }
        }
        for (int i = 0; i < plans.size(); i++) {
            DialPlan plan = plans.get(i);
            if (written.stream().anyMatch(number -> number.number().startsWith("+")
                    && plan.meanings(number.number()).stream().anyMatch(meaning -> isOwn(plan, meaning)))) {
                return i;
            }
        }
        return NO_SITE;
    }

    private static boolean isOwn(DialPlan plan, Meaning meaning) {
        return meaning instanceof Meaning.Global global && plan.isOwn(global.number());
    }

    /** The site that the address' dial plan is named after. */
    private int siteOf(VoicemailAddress address) {
        for (int i = 0; i < plans.size(); i++) {
            if (address.isOf(plans.get(i).site())) {
                return i;
            }
        }
        return plans.size() == 1 ? 0 : NO_SITE;
    }
}
