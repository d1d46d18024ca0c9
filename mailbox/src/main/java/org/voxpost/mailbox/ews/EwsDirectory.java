package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * The address book by ResolveNames ([MS-OXWSRSLNM] 3.1.4.1). The server finds names, aliases and addresses by their
 * beginning and gives at most 100 of them; it also finds people whom the address list hides, by their exact address. Who
 * wants more than 100 of one name gets the rest by FindPeople, which Exchange 2013 and later know.
 */
final class EwsDirectory implements Directory {
    private static final Logger LOG = LoggerFactory.getLogger(EwsDirectory.class);
    private static final int MOST = 100; // persons in one answer
    private static final int EXCHANGE_2013 = 15;
    private static final int LONGEST_PREFIX = 12;
    private static final String BEGINNINGS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String INSIDE = BEGINNINGS + ".-_";

    private final EwsClient client;
    private final SmtpAddress asked;

    /** @param asked in whose mailbox to ask: any one that the account may open */
    EwsDirectory(EwsClient client, SmtpAddress asked) {
        this.client = client;
        this.asked = asked;
    }

    /**
     * Asks for every beginning an address can have, longer ones where a server has more than it gives. That takes some
     * requests for each hundred people: meant for hundreds, NSPI for the rest.
     */
    @Override
    public void walk(Consumer<DirectoryPerson> to) {
        Map<String, DirectoryPerson> met = new LinkedHashMap<>();
        for (char first : BEGINNINGS.toCharArray()) {
            walk(String.valueOf(first), met, to);
        }
    }

    private void walk(String prefix, Map<String, DirectoryPerson> met, Consumer<DirectoryPerson> to) {
        Resolutions found = resolve(prefix);
        for (DirectoryPerson person : found.people) {
            if (met.putIfAbsent(person.distinguishedName(), person) == null) {
                to.accept(person);
            }
        }
        if (isWhole(found)) {
            return;
        }
        if (prefix.length() == LONGEST_PREFIX) {
            throw new MailboxException.Unavailable("ResolveNames for " + asked, client.peer(),
                    "more than " + MOST + " people begin with the same " + LONGEST_PREFIX + " letters");
        }
        for (char next : INSIDE.toCharArray()) {
            walk(prefix + next, met, to);
        }
    }

    @Override
    public List<DirectoryPerson> byName(String name, int limit) {
        if (name.isBlank() || limit < 1) {
            return List.of();
        }
        Resolutions found = resolve(name.strip());
        if (found.people.size() >= limit || isWhole(found) || !client.isRelease(EXCHANGE_2013)) {
            return found.people.stream().limit(limit).toList();
        }
        Map<String, DirectoryPerson> met = new LinkedHashMap<>();
        found.people.forEach(person -> met.putIfAbsent(key(person), person));
        try {
            new FindPeople(client, asked).search(name.strip(), person -> {
                met.putIfAbsent(key(person), person);
                return met.size() < limit;
            });
        } catch (MailboxException.MessageRefused e) {
            LOG.debug("only {} people: {}", met.size(), e.getMessage()); // compatible, but without this operation
        }
        return List.copyOf(met.values());
    }

    private static boolean isWhole(Resolutions found) {
        return found.last && found.people.size() < MOST;
    }

    /** The same from both operations. */
    private static String key(DirectoryPerson person) {
        return person.address().map(address -> address.value().toLowerCase(Locale.ROOT))
                .orElse(person.distinguishedName());
    }

    @Override
    public Optional<DirectoryPerson> byAddress(SmtpAddress address) {
        List<DirectoryPerson> found = resolve("smtp:" + address.value()).people; // the prefix finds proxies too
        return found.stream().filter(p -> has(p, address)).findFirst();
    }

    private static boolean has(DirectoryPerson person, SmtpAddress address) {
        String proxy = "smtp:" + address.value().toLowerCase(Locale.ROOT);
        return person.address().filter(address::equals).isPresent()
                || person.proxyAddresses().stream().anyMatch(p -> p.toLowerCase(Locale.ROOT).equals(proxy));
    }

    private Resolutions resolve(String entry) {
        Resolutions found = new Resolutions();
        EwsRequest request = client.request("ResolveNames", asked, out -> write(out, entry));
        for (Problem problem : client.problems(request, found)) {
            if (!problem.code().equals("ErrorNameResolutionNoResults")) {
                throw client.exception(request, problem);
            }
        }
        return found;
    }

    private void write(XmlWriter out, String entry) throws IOException {
        out.start("m:ResolveNames").attribute("ReturnFullContactData", "true")
                .attribute("SearchScope", "ActiveDirectory");
        if (!client.isOlderThan("Exchange2010_SP2")) {
            out.attribute("ContactDataShape", "AllProperties"); // alias and DirectoryId come only so
        }
        out.element("m:UnresolvedEntry", entry).end();
    }

    @Override
    public void close() {
        client.close();
    }
}
