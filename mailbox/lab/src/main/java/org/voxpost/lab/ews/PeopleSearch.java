package org.voxpost.lab.ews;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** FindPeople over the address book: by a text only, as servers do not let the whole of it be read. */
final class PeopleSearch {
    /** The schema that has the operation. */
    static final String OLDEST_SCHEMA = "Exchange2013";
    private static final int MOST = 1000;
    private static final Map<String, Integer> TEXTS = Map.of("DisplayName", Tags.DISPLAY_NAME, "Title", Tags.TITLE,
            "CompanyName", Tags.COMPANY_NAME);
    private static final Map<String, Integer> PHONES = Map.of("BusinessPhoneNumbers", Tags.BUSINESS_TELEPHONE,
            "HomePhones", Tags.HOME_TELEPHONE, "MobilePhones", Tags.MOBILE_TELEPHONE);
    /** In the order of the schema's PersonaType. */
    private static final List<String> FIELDS = List.of("DisplayName", "Title", "CompanyName", "EmailAddress",
            "EmailAddresses", "BusinessPhoneNumbers", "HomePhones", "MobilePhones");

    private PeopleSearch() {
    }

    static void find(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.direct(out, "FindPeople", () -> {
            String folder = request.child("ParentFolderId").map(f -> f.children().getFirst().attributeText("Id"))
                    .orElse("");
            if (!folder.equals("directory")) {
                throw new EwsRefusal("ErrorInvalidOperation", "Only the directory is searched here.");
            }
            String text = request.textOf("QueryString");
            if (text.isBlank() || request.child("Restriction").isPresent()) {
                throw new EwsRefusal("ErrorInvalidRequest", "The directory is searched by a QueryString alone.");
            }
            return people(request, session.store().addressBook().resolve(text));
        });
    }

    private static SoapEnvelope.Part people(Element request, List<PropertyBag> found) {
        Set<String> fields = request.child("PersonaShape").flatMap(shape -> shape.child("AdditionalProperties"))
                .map(Element::children).orElse(List.of()).stream().map(PeopleSearch::field)
                .collect(Collectors.toSet());
        Element view = request.required("IndexedPageItemView");
        int most = number(view, "MaxEntriesReturned", MOST);
        int offset = number(view, "Offset", 0);
        if (most < 1 || most > MOST || offset < 0) {
            throw new EwsRefusal("ErrorInvalidIndexedPagingParameters", "The page is not within its bounds.");
        }
        List<PropertyBag> page = found.stream().skip(offset).limit(most).toList();
        return answer -> {
            answer.start("m:People");
            for (PropertyBag person : page) {
                persona(answer, person, fields);
            }
            answer.end().element("m:TotalNumberOfPeopleInView", Integer.toString(found.size()));
        };
    }

    private static int number(Element view, String name, int otherwise) {
        return view.attribute(name).filter(text -> text.matches("-?\\d{1,9}")).map(Integer::parseInt).orElse(otherwise);
    }

    private static String field(Element uri) {
        String name = uri.attributeText("FieldURI").replaceFirst("^persona:", "");
        if (!uri.attributeText("FieldURI").equals("persona:" + name) || !FIELDS.contains(name)) {
            throw new EwsRefusal("ErrorInvalidPropertyRequest", uri.attributeText("FieldURI") + " is not served.");
        }
        return name;
    }

    private static void persona(XmlWriter out, PropertyBag person, Set<String> fields) throws IOException {
        out.start("t:Persona").start("t:PersonaId").attribute("Id", Base64.getEncoder().encodeToString(
                person.text(Tags.EMAIL_ADDRESS).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))).end();
        for (String field : FIELDS) {
            if (fields.contains(field)) {
                write(out, person, field);
            }
        }
        out.end();
    }

    private static void write(XmlWriter out, PropertyBag person, String field) throws IOException {
        int tag = TEXTS.getOrDefault(field, PHONES.getOrDefault(field, Tags.SMTP_ADDRESS));
        if (!person.has(tag)) {
            return;
        }
        out.start("t:" + field);
        if (TEXTS.containsKey(field)) {
            out.text(person.text(tag));
        } else if (PHONES.containsKey(field)) {
            out.start("t:PhoneNumberAttributedValue").start("t:Value").element("t:Number", person.text(tag))
                    .element("t:Type", field.equals("MobilePhones") ? "Mobile" : "Business").end()
                    .start("t:Attributions").element("t:Attribution", "0").end().end();
        } else if (field.equals("EmailAddress")) {
            address(out, person.text(Tags.DISPLAY_NAME), person.text(tag));
        } else {
            for (String address : addresses(person)) {
                out.start("t:Address");
                address(out, person.text(Tags.DISPLAY_NAME), address);
                out.end();
            }
        }
        out.end();
    }

    private static List<String> addresses(PropertyBag person) {
        List<?> all = person.get(Tags.PROXY_ADDRESSES) instanceof List<?> some ? some : List.of();
        return all.stream().map(String.class::cast).filter(a -> a.regionMatches(true, 0, "smtp:", 0, 5))
                .map(a -> a.substring(5)).toList();
    }

    private static void address(XmlWriter out, String name, String address) throws IOException {
        out.element("t:Name", name).element("t:EmailAddress", address).element("t:RoutingType", "SMTP");
    }
}
