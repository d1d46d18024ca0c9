package org.voxpost.mailbox.imap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.ListInfo;
import org.eclipse.angus.mail.imap.protocol.Namespaces;
import org.voxpost.mailbox.WellKnownFolder;

/** Finds the folders of one mailbox: by settings, by special use (RFC 6154), by the usual names. */
final class Folders {
    private static final String INBOX = "INBOX";
    private static final Map<WellKnownFolder, String> SPECIAL_USE = Map.of(WellKnownFolder.DELETED_ITEMS, "\\trash",
            WellKnownFolder.JUNK_EMAIL, "\\junk", WellKnownFolder.ARCHIVE, "\\archive");
    private static final Map<WellKnownFolder, List<String>> USUAL = Map.of(WellKnownFolder.INBOX, List.of(INBOX),
            WellKnownFolder.DELETED_ITEMS,
            List.of("Deleted Items", "Trash", "Deleted Messages", "Deleted", "Gelöschte Elemente", "Gelöschte Objekte",
                    "Éléments supprimés", "Elementos eliminados", "Borttagna objekt"),
            WellKnownFolder.JUNK_EMAIL, List.of("Junk E-mail", "Junk Email", "Junk", "Spam", "Junk-E-Mail"),
            WellKnownFolder.ARCHIVE, List.of("Archive", "Archiv"));

    private final Map<WellKnownFolder, String> settings;
    private final ImapConnection connection;
    private List<ListInfo> listed = List.of();

    Folders(Map<WellKnownFolder, String> settings, ImapConnection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** Empty if the mailbox has no such folder. */
    Optional<String> existing(WellKnownFolder folder) throws ProtocolException {
        if (folder == WellKnownFolder.INBOX) {
            return Optional.of(INBOX);
        }
        if (settings.containsKey(folder)) {
            return Optional.ofNullable(settings.get(folder));
        }
        String use = SPECIAL_USE.getOrDefault(folder, "");
        for (ListInfo one : selectable()) {
            if (Arrays.stream(attributes(one)).anyMatch(a -> a.equalsIgnoreCase(use))) {
                return Optional.of(one.name);
            }
        }
        for (String usual : USUAL.getOrDefault(folder, List.of())) {
            for (ListInfo one : selectable()) {
                if (lastName(one).equalsIgnoreCase(usual)) {
                    return Optional.of(one.name);
                }
            }
        }
        return Optional.empty();
    }

    /** Makes the folder, under its English name, if it is not there. */
    String of(WellKnownFolder folder) throws ProtocolException {
        Optional<String> known = existing(folder);
        if (known.isPresent()) {
            return known.get();
        }
        String name = personalPrefix() + USUAL.getOrDefault(folder, List.of(folder.name())).getFirst();
        connection.create(name);
        connection.subscribe(name);
        return name;
    }

    /** Every folder that can hold messages, the well-known ones first. */
    List<String> all() throws ProtocolException {
        Set<String> names = new LinkedHashSet<>();
        for (WellKnownFolder one : WellKnownFolder.values()) {
            existing(one).ifPresent(names::add);
        }
        selectable().stream().map(one -> one.name).filter(name -> !name.equalsIgnoreCase(INBOX)).forEach(names::add);
        return List.copyOf(names);
    }

    private List<ListInfo> selectable() throws ProtocolException {
        if (listed.isEmpty()) {
            ListInfo[] answer = connection.list("", "*");
            List<ListInfo> folders = new ArrayList<>();
            for (ListInfo one : answer == null ? new ListInfo[0] : answer) {
                if (one.canOpen) {
                    folders.add(one);
                }
            }
            listed = List.copyOf(folders);
        }
        return listed;
    }

    private static String[] attributes(ListInfo folder) {
        return folder.attrs == null ? new String[0] : folder.attrs;
    }

    private static String lastName(ListInfo folder) {
        return folder.separator == 0
                ? folder.name
                : folder.name.substring(folder.name.lastIndexOf(folder.separator) + 1);
    }

    /** What names of own folders begin with (RFC 2342); on many servers nothing, on some {@code INBOX.}. */
    private String personalPrefix() throws ProtocolException {
        if (!connection.hasCapability("NAMESPACE")) {
            return "";
        }
        Namespaces spaces = connection.namespace();
        if (spaces == null || spaces.personal == null || spaces.personal.length == 0) {
            return "";
        }
        String prefix = spaces.personal[0].prefix;
        return prefix.isEmpty() || prefix.toUpperCase(Locale.ROOT).equals("INBOX") ? "" : prefix;
    }
}
