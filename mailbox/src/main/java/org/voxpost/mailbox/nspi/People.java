package org.voxpost.mailbox.nspi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** Turns rows of the address book into persons ([MS-OXOABK], property names of [MS-OXPROPS]). */
final class People {
    static final PropertyTag DISPLAY_NAME = PropertyTag.of(0x3001001F);
    static final PropertyTag SMTP_ADDRESS = PropertyTag.of(0x39FE001F);
    static final PropertyTag ANR = PropertyTag.of(0x360C001F);

    private static final int NAME = 0x3001;
    private static final int DN = 0x3003;
    private static final int DISPLAY_TYPE = 0x3900;
    private static final int SMTP = 0x39FE;
    private static final int ALIAS = 0x3A00;
    private static final int BUSINESS = 0x3A08;
    private static final int HOME = 0x3A09;
    private static final int COMPANY = 0x3A16;
    private static final int TITLE = 0x3A17;
    private static final int DEPARTMENT = 0x3A18;
    private static final int OFFICE = 0x3A19;
    private static final int PRIMARY = 0x3A1A;
    private static final int BUSINESS2 = 0x3A1B;
    private static final int MOBILE = 0x3A1C;
    private static final int OTHER = 0x3A1F;
    private static final int PAGER = 0x3A21;
    private static final int PRIMARY_FAX = 0x3A23;
    private static final int BUSINESS_FAX = 0x3A24;
    private static final int HOME_FAX = 0x3A25;
    private static final int ASSISTANT = 0x3A2E;
    private static final int HOME2 = 0x3A2F;
    private static final int PROXIES = 0x800F;
    private static final int TEXT = 0x001F;
    private static final int TEXTS = 0x101F;

    /** PidTagDisplayType of users and of contacts; the others are lists, folders and machines. */
    private static final Set<Integer> PERSONS = Set.of(0, 6);

    /** What to ask for. Some servers have the second numbers as a list only, so both forms are asked for. */
    static final List<PropertyTag> COLUMNS = IntStream
            .of(text(NAME), text(DN), DISPLAY_TYPE << 16 | 3, text(SMTP), text(ALIAS), text(BUSINESS), text(HOME),
                    text(COMPANY), text(TITLE), text(DEPARTMENT), text(OFFICE), text(PRIMARY), text(BUSINESS2),
                    BUSINESS2 << 16 | TEXTS, text(MOBILE), text(OTHER), text(PAGER), text(PRIMARY_FAX),
                    text(BUSINESS_FAX), text(HOME_FAX), text(ASSISTANT), text(HOME2), HOME2 << 16 | TEXTS,
                    PROXIES << 16 | TEXTS)
            .mapToObj(PropertyTag::of).toList();

    private static int text(int id) {
        return id << 16 | TEXT;
    }

    private final Set<Phone> phones = new LinkedHashSet<>();
    private List<String> proxies = List.of();
    private String name = "";
    private String dn = "";
    private String smtp = "";
    private String alias = "";
    private String company = "";
    private String title = "";
    private String department = "";
    private String office = "";
    private int displayType;

    private People() {
    }

    /** The person of a row; empty if it is none, but a list, a room's folder, or nameless. */
    static Optional<DirectoryPerson> of(PropertyRow row) {
        var person = new People();
        for (PropertyValue cell : row.cells()) {
            person.take(cell);
        }
        return person.build();
    }

    private void take(PropertyValue cell) {
        Object value = cell.value();
        if (value instanceof String text) {
            take(cell.tag().id(), text);
        } else if (value instanceof List<?> texts) {
            takeAll(cell.tag().id(), texts);
        } else if (value instanceof Integer number && cell.tag().id() == DISPLAY_TYPE) {
            displayType = number;
        }
    }

    private void take(int id, String text) {
        switch (id) {
            case NAME -> name = text;
            case DN -> dn = text;
            case SMTP -> smtp = text;
            case ALIAS -> alias = text;
            case COMPANY -> company = text;
            case TITLE -> title = text;
            case DEPARTMENT -> department = text;
            case OFFICE -> office = text;
            case BUSINESS -> phone(Kind.BUSINESS, text);
            case BUSINESS2 -> phone(Kind.BUSINESS2, text);
            case HOME -> phone(Kind.HOME, text);
            case HOME2 -> phone(Kind.HOME2, text);
            case MOBILE -> phone(Kind.MOBILE, text);
            case PRIMARY -> phone(Kind.PRIMARY, text);
            case OTHER -> phone(Kind.OTHER, text);
            case PAGER -> phone(Kind.PAGER, text);
            case ASSISTANT -> phone(Kind.ASSISTANT, text);
            case PRIMARY_FAX, BUSINESS_FAX, HOME_FAX -> phone(Kind.FAX, text);
            default -> {
                // nothing a person here has
            }
        }
    }

    private void takeAll(int id, List<?> values) {
        var texts = new ArrayList<String>(values.size());
        for (Object value : values) {
            if (value instanceof String text) {
                texts.add(text);
            }
        }
        if (id == PROXIES) {
            proxies = texts;
        } else {
            texts.forEach(text -> take(id, text));
        }
    }

    private void phone(Kind kind, String text) {
        if (!text.isBlank()) {
            phones.add(new Phone(kind, text));
        }
    }

    private Optional<DirectoryPerson> build() {
        if (!PERSONS.contains(displayType) || name.isEmpty() || dn.isEmpty() && smtp.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DirectoryPerson(dn, name, address(), alias, title, department, company, office,
                List.copyOf(phones), proxies));
    }

    private Optional<SmtpAddress> address() {
        if (smtp.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SmtpAddress(smtp));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty(); // some directories keep X.400 or nothing there
        }
    }
}
