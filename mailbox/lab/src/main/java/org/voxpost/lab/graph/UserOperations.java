package org.voxpost.lab.graph;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The address book as the resource user. */
record UserOperations(LabStore store, GraphCall call) {
    private static final Pattern BEGINS = Pattern.compile("startswith\\((\\w+),\\s*'((?:[^']|'')*)'\\)");
    private static final Pattern MAIL = Pattern.compile("mail eq '((?:[^']|'')*)'");
    private static final Pattern PROXY = Pattern.compile("proxyAddresses/any\\((\\w+):\\1 eq '((?:[^']|'')*)'\\)");
    private static final Set<String> FIELDS = Set.of("id", "displayName", "mail", "mailNickname", "jobTitle",
            "department", "companyName", "officeLocation", "businessPhones", "mobilePhone", "faxNumber",
            "proxyAddresses");

    GraphAnswer list() {
        call.allowOptions("$select", "$filter", "$top", "$skiptoken");
        Set<String> fields = Set.of(call.option("$select").orElse("id,displayName,mail").split(","));
        if (!FIELDS.containsAll(fields)) {
            throw GraphRefusal.badRequest("Could not find a property of $select on type 'microsoft.graph.user'.");
        }
        int top = call.number("$top", 100, 999);
        Predicate<PropertyBag> filter = call.option("$filter").map(UserOperations::filter).orElse(p -> true);
        List<PropertyBag> found = store.addressBook().persons().stream().filter(filter).toList();
        int from = Integer.parseInt(call.option("$skiptoken").filter(s -> s.matches("\\d{1,6}")).orElse("0"));
        int to = Math.min(found.size(), from + top);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode values = answer.putArray("value");
        found.subList(Math.min(from, to), to).forEach(person -> values.add(user(person).retain(fields)));
        if (to < found.size()) {
            answer.put("@odata.nextLink", Links.with(call, "$skiptoken", Integer.toString(to)));
        }
        return GraphAnswer.json(200, answer);
    }

    private static Predicate<PropertyBag> filter(String text) {
        return List.of(text.split(" or ")).stream().map(UserOperations::term).reduce(p -> false, Predicate::or);
    }

    private static Predicate<PropertyBag> term(String text) {
        Matcher mail = MAIL.matcher(text);
        if (mail.matches()) {
            return p -> p.text(Tags.SMTP_ADDRESS).equalsIgnoreCase(unquoted(mail.group(1)));
        }
        Matcher proxy = PROXY.matcher(text);
        if (proxy.matches()) {
            String wanted = unquoted(proxy.group(2));
            return p -> p.get(Tags.PROXY_ADDRESSES) instanceof List<?> all
                    && all.stream().anyMatch(one -> wanted.equalsIgnoreCase((String) one));
        }
        Matcher begins = BEGINS.matcher(text);
        if (begins.matches()) {
            String wanted = unquoted(begins.group(2)).toLowerCase(Locale.ROOT);
            int tag = tag(begins.group(1));
            return p -> p.text(tag).toLowerCase(Locale.ROOT).startsWith(wanted);
        }
        throw new GraphRefusal(400, "Request_UnsupportedQuery", "Unsupported query '" + text + "'.");
    }

    private static int tag(String field) {
        return switch (field) {
            case "displayName" -> Tags.DISPLAY_NAME;
            case "givenName" -> Tags.GIVEN_NAME;
            case "surname" -> Tags.SURNAME;
            case "mail" -> Tags.SMTP_ADDRESS;
            case "mailNickname" -> Tags.ACCOUNT;
            default -> throw new GraphRefusal(400, "Request_UnsupportedQuery", "Unsupported property " + field + ".");
        };
    }

    private static String unquoted(String text) {
        return text.replace("''", "'");
    }

    private static ObjectNode user(PropertyBag person) {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        user.put("id", UUID.nameUUIDFromBytes(person.text(Tags.EMAIL_ADDRESS).getBytes(StandardCharsets.UTF_8))
                .toString());
        put(user, "displayName", person, Tags.DISPLAY_NAME);
        put(user, "mail", person, Tags.SMTP_ADDRESS);
        put(user, "mailNickname", person, Tags.ACCOUNT);
        put(user, "jobTitle", person, Tags.TITLE);
        put(user, "department", person, Tags.DEPARTMENT_NAME);
        put(user, "companyName", person, Tags.COMPANY_NAME);
        put(user, "officeLocation", person, Tags.OFFICE_LOCATION);
        put(user, "mobilePhone", person, Tags.MOBILE_TELEPHONE);
        ArrayNode phones = user.putArray("businessPhones");
        if (person.has(Tags.BUSINESS_TELEPHONE)) {
            phones.add(person.text(Tags.BUSINESS_TELEPHONE));
        }
        user.putNull("faxNumber");
        ArrayNode proxies = user.putArray("proxyAddresses");
        if (person.get(Tags.PROXY_ADDRESSES) instanceof List<?> all) {
            all.forEach(one -> proxies.add((String) one));
        }
        return user;
    }

    private static void put(ObjectNode user, String field, PropertyBag person, int tag) {
        if (person.has(tag)) {
            user.put(field, person.text(tag));
        } else {
            user.putNull(field);
        }
    }
}
