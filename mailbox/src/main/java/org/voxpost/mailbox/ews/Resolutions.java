package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** What ResolveNames answers: {@code ResolutionSet / Resolution (Mailbox, Contact?)} ([MS-OXWSRSLNM] 2.2.4). One thread. */
final class Resolutions implements ResponseMessages.Payload {
    final List<DirectoryPerson> people = new ArrayList<>();
    boolean last = true;

    @Override
    public void read(XmlReader in) throws IOException {
        if (!in.name().equals("ResolutionSet")) {
            in.skip();
            return;
        }
        last &= !in.attribute("IncludesLastItemInRange").orElse("true").equals("false");
        while (in.nextChild()) {
            Found found = new Found();
            while (in.nextChild()) {
                switch (in.name()) {
                    case "Mailbox" -> found.mailbox(in);
                    case "Contact" -> found.contact(in);
                    default -> in.skip();
                }
            }
            people.add(found.person());
        }
    }

    /** One resolution while it is read. */
    private static final class Found {
        private String name = "";
        private String address = "";
        private String routing = "SMTP";
        private String displayName = "";
        private String directoryId = "";
        private String alias = "";
        private String title = "";
        private String department = "";
        private String company = "";
        private String office = "";
        private final List<Phone> phones = new ArrayList<>();
        private final List<String> proxies = new ArrayList<>();

        void mailbox(XmlReader in) throws IOException {
            while (in.nextChild()) {
                switch (in.name()) {
                    case "Name" -> name = in.text();
                    case "EmailAddress" -> address = in.text().strip();
                    case "RoutingType" -> routing = in.text().strip();
                    default -> in.skip();
                }
            }
        }

        void contact(XmlReader in) throws IOException {
            while (in.nextChild()) {
                switch (in.name()) {
                    case "DisplayName" -> displayName = in.text();
                    case "CompanyName" -> company = in.text();
                    case "EmailAddresses" -> entries(in, (key, value) -> proxies.add(value));
                    case "PhoneNumbers" -> entries(in, (key, value) -> phones.add(new Phone(kind(key), value)));
                    case "Department" -> department = in.text();
                    case "JobTitle" -> title = in.text();
                    case "OfficeLocation" -> office = in.text();
                    case "Alias" -> alias = in.text();
                    case "DirectoryId" -> directoryId = in.text().strip();
                    default -> in.skip();
                }
            }
        }

        /** The server's own key, else the address: it does not tell the legacyExchangeDN. */
        DirectoryPerson person() {
            boolean isDn = routing.equalsIgnoreCase("EX");
            String key = isDn ? address : directoryId;
            return new DirectoryPerson(key.isEmpty() ? "smtp:" + address.toLowerCase(Locale.ROOT) : key,
                    displayName.isEmpty() ? name : displayName, isDn ? primary() : smtp(address), alias, title,
                    department, company, office, phones, proxies);
        }

        private Optional<SmtpAddress> primary() {
            return proxies.stream().filter(p -> p.startsWith("SMTP:")).findFirst().flatMap(p -> smtp(p.substring(5)));
        }
    }

    static Optional<SmtpAddress> smtp(String text) {
        try {
            return Optional.of(new SmtpAddress(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Gets what a dictionary holds. */
    interface Entry {
        void put(String key, String value);
    }

    /** Reads {@code Entry*} with their attribute Key; empty ones are left out. */
    static void entries(XmlReader in, Entry to) throws IOException {
        while (in.nextChild()) {
            String key = in.attribute("Key").orElse("");
            String value = in.text().strip();
            if (!value.isEmpty()) {
                to.put(key, value);
            }
        }
    }

    /** PhoneNumberKeyType ([MS-OXWSCONT] 2.2.5.6). */
    static Kind kind(String key) {
        return switch (key) {
            case "BusinessPhone" -> Kind.BUSINESS;
            case "BusinessPhone2" -> Kind.BUSINESS2;
            case "HomePhone" -> Kind.HOME;
            case "HomePhone2" -> Kind.HOME2;
            case "MobilePhone", "BusinessMobile" -> Kind.MOBILE;
            case "PrimaryPhone" -> Kind.PRIMARY;
            case "AssistantPhone" -> Kind.ASSISTANT;
            case "Pager" -> Kind.PAGER;
            case "BusinessFax", "HomeFax", "OtherFax" -> Kind.FAX;
            default -> Kind.OTHER;
        };
    }
}
