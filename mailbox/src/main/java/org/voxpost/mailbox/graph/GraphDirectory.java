package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.SmtpAddress;

/** The people of a tenant (resource user). */
final class GraphDirectory implements Directory {
    private static final int PAGE = 999;
    private static final String FIELDS = "id,displayName,mail,mailNickname,jobTitle,department,companyName,"
            + "officeLocation,businessPhones,mobilePhone,faxNumber,proxyAddresses";

    private final GraphClient client;

    GraphDirectory(GraphClient client) {
        this.client = client;
    }

    @Override
    public void walk(Consumer<DirectoryPerson> to) {
        Optional<GraphPath> page = Optional.of(users().with("$top", PAGE));
        while (page.isPresent()) {
            JsonNode answer = client.call(client.get(page.get(), "list users", Optional.empty()));
            people(answer).forEach(to);
            page = client.next(answer, "list users");
        }
    }

    @Override
    public List<DirectoryPerson> byName(String name, int limit) {
        if (name.isBlank() || limit < 1) {
            return List.of();
        }
        String begins = GraphPath.literal(name.strip());
        List<String> parts = new ArrayList<>();
        for (String field : List.of("displayName", "givenName", "surname", "mail", "mailNickname")) {
            parts.add("startswith(" + field + "," + begins + ")");
        }
        return people(client.call(client.get(users().with("$filter", String.join(" or ", parts))
                .with("$top", Math.min(PAGE, limit)), "find users", Optional.empty()))).stream().limit(limit).toList();
    }

    @Override
    public Optional<DirectoryPerson> byAddress(SmtpAddress address) {
        String filter = "mail eq " + GraphPath.literal(address.value()) + " or proxyAddresses/any(p:p eq "
                + GraphPath.literal("smtp:" + address.value()) + ")";
        return people(client.call(client.get(users().with("$filter", filter), "find user", Optional.empty())))
                .stream().findFirst();
    }

    private static GraphPath users() {
        return GraphPath.of("users").with("$select", FIELDS);
    }

    private static List<DirectoryPerson> people(JsonNode answer) {
        List<DirectoryPerson> people = new ArrayList<>();
        answer.path("value").forEach(user -> people.add(person(user)));
        return people;
    }

    /** The tenant's own key stands for the legacyExchangeDN, which Graph does not tell. */
    private static DirectoryPerson person(JsonNode user) {
        List<Phone> phones = new ArrayList<>();
        user.path("businessPhones").forEach(p -> phone(phones, phones.isEmpty() ? Kind.BUSINESS : Kind.BUSINESS2, p));
        phone(phones, Kind.MOBILE, user.path("mobilePhone"));
        phone(phones, Kind.FAX, user.path("faxNumber"));
        List<String> proxies = new ArrayList<>();
        user.path("proxyAddresses").forEach(p -> proxies.add(p.asText("")));
        return new DirectoryPerson(text(user, "id"), text(user, "displayName"), address(text(user, "mail")),
                text(user, "mailNickname"), text(user, "jobTitle"), text(user, "department"),
                text(user, "companyName"), text(user, "officeLocation"), phones, proxies);
    }

    private static void phone(List<Phone> to, Kind kind, JsonNode value) {
        String text = value.isTextual() ? value.asText().strip() : "";
        if (!text.isEmpty()) {
            to.add(new Phone(kind, text));
        }
    }

    private static String text(JsonNode user, String field) {
        return user.path(field).isTextual() ? user.path(field).asText() : "";
    }

    private static Optional<SmtpAddress> address(String text) {
        try {
            return Optional.of(new SmtpAddress(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
