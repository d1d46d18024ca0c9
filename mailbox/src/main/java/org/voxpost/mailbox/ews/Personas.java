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
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** What FindPeople answers: {@code People / Persona*} and how many there are ([MS-OXWSPERS] 2.2.4.19). One thread. */
final class Personas implements ResponseMessages.Payload {
    final List<DirectoryPerson> people = new ArrayList<>();
    int total;

    @Override
    public void read(XmlReader in) throws IOException {
        switch (in.name()) {
            case "People" -> {
                while (in.nextChild()) {
                    people.add(new Persona().read(in));
                }
            }
            case "TotalNumberOfPeopleInView" -> total = number(in.text().strip());
            default -> in.skip();
        }
    }

    private static int number(String text) throws XmlException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new XmlException("'" + text + "' is no count of people");
        }
    }

    /** One while it is read. */
    private static final class Persona {
        private String id = "";
        private String displayName = "";
        private String title = "";
        private String department = "";
        private String company = "";
        private String primary = "";
        private final List<String> addresses = new ArrayList<>();
        private final List<Phone> phones = new ArrayList<>();

        DirectoryPerson read(XmlReader in) throws IOException {
            while (in.nextChild()) {
                switch (in.name()) {
                    case "PersonaId" -> {
                        id = in.required("Id");
                        in.skip();
                    }
                    case "DisplayName" -> displayName = in.text();
                    case "Title" -> title = in.text();
                    case "Department" -> department = in.text();
                    case "CompanyName" -> company = in.text();
                    case "EmailAddress" -> primary = address(in);
                    case "EmailAddresses" -> {
                        while (in.nextChild()) {
                            addresses.add(address(in));
                        }
                    }
                    case "BusinessPhoneNumbers" -> phones(in, Kind.BUSINESS);
                    case "HomePhones" -> phones(in, Kind.HOME);
                    case "MobilePhones" -> phones(in, Kind.MOBILE);
                    default -> in.skip();
                }
            }
            return person();
        }

        private DirectoryPerson person() {
            Optional<SmtpAddress> address = Resolutions.smtp(primary)
                    .or(() -> addresses.stream().flatMap(a -> Resolutions.smtp(a).stream()).findFirst());
            String key = address.map(a -> "smtp:" + a.value().toLowerCase(Locale.ROOT)).orElse(id);
            List<String> proxies = addresses.stream().filter(a -> !a.isEmpty())
                    .map(a -> (a.equalsIgnoreCase(primary) ? "SMTP:" : "smtp:") + a).toList();
            return new DirectoryPerson(key, displayName, address, "", title, department, company, "", phones, proxies);
        }

        private static String address(XmlReader in) throws IOException {
            String address = "";
            while (in.nextChild()) {
                if (in.name().equals("EmailAddress")) {
                    address = in.text().strip();
                } else {
                    in.skip();
                }
            }
            return address;
        }

        /** {@code PhoneNumberAttributedValue / Value / Number}. */
        private void phones(XmlReader in, Kind kind) throws IOException {
            while (in.nextChild()) {
                while (in.nextChild()) {
                    if (in.name().equals("Value")) {
                        phone(in, kind);
                    } else {
                        in.skip();
                    }
                }
            }
        }

        private void phone(XmlReader in, Kind kind) throws IOException {
            while (in.nextChild()) {
                if (!in.name().equals("Number")) {
                    in.skip();
                    continue;
                }
                String text = in.text().strip();
                if (!text.isEmpty()) {
                    phones.add(new Phone(kind, text));
                }
            }
        }
    }
}
