package org.voxpost.lab.store;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.voxpost.mailbox.SmtpAddress;

/**
 * The organisation's address book: one bag of MAPI properties per person, sorted by display name without case.
 *
 * <p>A person has at least display name, legacyExchangeDN ({@link Tags#EMAIL_ADDRESS}), {@link Tags#SMTP_ADDRESS},
 * {@link Tags#ACCOUNT} and {@link Tags#PROXY_ADDRESSES}. Persons are added, never removed.
 */
public final class AddressBook {
    /** Before {@code cn=Recipients/cn=alias} in every legacyExchangeDN. */
    public static final String ORGANIZATION = "/o=Lab/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)";
    private static final Comparator<PropertyBag> BY_NAME = Comparator
            .comparing((PropertyBag person) -> person.text(Tags.DISPLAY_NAME).toLowerCase(Locale.ROOT))
            .thenComparing(person -> person.text(Tags.EMAIL_ADDRESS));

    private volatile List<PropertyBag> sorted = List.of(); // changed under this object's lock
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** A person with what every person has; add telephones and titles to it. */
    public static PropertyBag person(String displayName, SmtpAddress address) {
        String alias = address.value().substring(0, address.value().lastIndexOf('@'));
        return PropertyBag.empty()
                .with(Tags.DISPLAY_NAME, displayName)
                .with(Tags.EMAIL_ADDRESS, ORGANIZATION + "/cn=Recipients/cn=" + alias)
                .with(Tags.ADDRESS_TYPE, "EX")
                .with(Tags.SMTP_ADDRESS, address.value())
                .with(Tags.ACCOUNT, alias)
                .with(Tags.OBJECT_TYPE, 6)
                .with(Tags.DISPLAY_TYPE, 0)
                .with(Tags.PROXY_ADDRESSES, List.of("SMTP:" + address.value()));
    }

    /** Adds him, or replaces the person with the same legacyExchangeDN. */
    public void add(PropertyBag person) {
        addAll(List.of(person));
    }

    /** As {@link #add}, sorting once. */
    public void addAll(List<PropertyBag> persons) {
        synchronized (this) {
            sorted = merged(sorted, persons);
        }
        listeners.forEach(Runnable::run);
    }

    private static List<PropertyBag> merged(List<PropertyBag> old, List<PropertyBag> persons) {
        var byName = new java.util.TreeMap<String, PropertyBag>();
        old.forEach(person -> byName.put(key(person), person));
        persons.forEach(person -> byName.put(key(person), person));
        return byName.values().stream().sorted(BY_NAME).toList();
    }

    /** All, sorted; this list does not change any more. */
    public List<PropertyBag> persons() {
        return sorted;
    }

    public Optional<PropertyBag> byDistinguishedName(String legacyExchangeDn) {
        return persons().stream().filter(person -> key(person).equals(legacyExchangeDn.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** By primary or proxy address. */
    public Optional<PropertyBag> byAddress(String address) {
        return persons().stream().filter(person -> hasAddress(person, address)).findFirst();
    }

    private static boolean hasAddress(PropertyBag person, String address) {
        return person.text(Tags.SMTP_ADDRESS).equalsIgnoreCase(address)
                || person.get(Tags.PROXY_ADDRESSES) instanceof List<?> all
                        && all.stream().anyMatch(proxy -> ("smtp:" + address).equalsIgnoreCase((String) proxy));
    }

    /** Ambiguous name resolution: display name's words, alias or address begin so (case ignored). */
    public List<PropertyBag> resolve(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty() ? List.of() : persons().stream().filter(person -> matches(person, wanted)).toList();
    }

    private static boolean matches(PropertyBag person, String wanted) {
        String display = person.text(Tags.DISPLAY_NAME).toLowerCase(Locale.ROOT);
        return display.startsWith(wanted) || display.contains(" " + wanted)
                || person.text(Tags.ACCOUNT).toLowerCase(Locale.ROOT).startsWith(wanted)
                || person.text(Tags.SMTP_ADDRESS).toLowerCase(Locale.ROOT).startsWith(wanted);
    }

    /** Runs {@code listener} after every change, on the changing thread. */
    public void whenChanged(Runnable listener) {
        listeners.add(listener);
    }

    private static String key(PropertyBag person) {
        return person.text(Tags.EMAIL_ADDRESS).toLowerCase(Locale.ROOT);
    }
}
