package org.voxpost.lab.ews;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** ResolveNames over the address book. */
final class NameResolution {
    private static final int MOST = 100;
    private static final Map<String, Integer> PHONES = Map.of("BusinessPhone", Tags.BUSINESS_TELEPHONE,
            "BusinessPhone2", Tags.BUSINESS2_TELEPHONE, "HomePhone", Tags.HOME_TELEPHONE, "MobilePhone",
            Tags.MOBILE_TELEPHONE, "PrimaryPhone", Tags.PRIMARY_TELEPHONE);

    private NameResolution() {
    }

    static void resolve(Element request, EwsSession session, XmlWriter out) throws IOException {
        String entry = request.textOf("UnresolvedEntry");
        String bare = entry.replaceFirst("(?i)^smtp:", "");
        List<PropertyBag> found = session.store()
                .addressBook()
                .byAddress(bare)
                .map(List::of)
                .orElseGet(() -> session.store().addressBook().resolve(bare));
        boolean full = request.attributeText("ReturnFullContactData").matches("true|1");
        boolean all = request.attributeText("ContactDataShape").equals("AllProperties");
        out.start("m:ResolveNamesResponse").start("m:ResponseMessages").start("m:ResolveNamesResponseMessage");
        if (found.isEmpty()) {
            out.attribute("ResponseClass", "Error").element("m:MessageText", "No results were found.");
            out.element("m:ResponseCode", "ErrorNameResolutionNoResults").element("m:DescriptiveLinkKey", "0");
        } else {
            verdict(out, found.size() > 1);
            resolutions(out, found, full, all);
        }
        out.end().end().end();
    }

    private static void verdict(XmlWriter out, boolean several) throws IOException {
        out.attribute("ResponseClass", several ? "Warning" : "Success");
        if (several) {
            out.element("m:MessageText", "Multiple results were found.");
        }
        out.element("m:ResponseCode", several ? "ErrorNameResolutionMultipleResults" : "NoError");
        if (several) {
            out.element("m:DescriptiveLinkKey", "0");
        }
    }

    private static void resolutions(XmlWriter out, List<PropertyBag> found, boolean full, boolean all)
            throws IOException {
        List<PropertyBag> some = found.subList(0, Math.min(MOST, found.size()));
        out.start("m:ResolutionSet").attribute("TotalItemsInView", Integer.toString(some.size()));
        out.attribute("IncludesLastItemInRange", Boolean.toString(some.size() == found.size()));
        for (PropertyBag person : some) {
            out.start("t:Resolution");
            ItemPeople.mailbox(out, person.text(Tags.DISPLAY_NAME), person.text(Tags.SMTP_ADDRESS));
            if (full) {
                contact(out, person, all);
            }
            out.end();
        }
        out.end();
    }

    private static void contact(XmlWriter out, PropertyBag person, boolean all) throws IOException {
        out.start("t:Contact");
        text(out, "t:DisplayName", person, Tags.DISPLAY_NAME);
        text(out, "t:GivenName", person, Tags.GIVEN_NAME);
        text(out, "t:CompanyName", person, Tags.COMPANY_NAME);
        out.start("t:EmailAddresses");
        int number = 0;
        for (String proxy : proxies(person)) {
            out.start("t:Entry").attribute("Key", "EmailAddress" + ++number).text(proxy).end();
        }
        out.end();
        out.start("t:PhoneNumbers");
        for (var phone : new java.util.TreeMap<>(PHONES).entrySet()) {
            if (person.has(phone.getValue())) {
                out.start("t:Entry").attribute("Key", phone.getKey()).text(person.text(phone.getValue())).end();
            }
        }
        out.end();
        out.element("t:ContactSource", "ActiveDirectory");
        text(out, "t:Department", person, Tags.DEPARTMENT_NAME);
        text(out, "t:JobTitle", person, Tags.TITLE);
        text(out, "t:OfficeLocation", person, Tags.OFFICE_LOCATION);
        text(out, "t:Surname", person, Tags.SURNAME);
        if (all) {
            text(out, "t:Alias", person, Tags.ACCOUNT);
            out.element("t:DirectoryId", UUID.nameUUIDFromBytes(person.text(Tags.EMAIL_ADDRESS)
                    .getBytes(StandardCharsets.UTF_8)).toString());
        }
        out.end();
    }

    /** There is room for three. */
    private static List<String> proxies(PropertyBag person) {
        List<?> all = person.get(Tags.PROXY_ADDRESSES) instanceof List<?> some ? some : List.of();
        return all.stream().map(String.class::cast).limit(3).toList();
    }

    private static void text(XmlWriter out, String element, PropertyBag person, int tag) throws IOException {
        if (person.has(tag)) {
            out.element(element, person.text(tag));
        }
    }
}
