package org.voxpost.sip.guard;

import java.util.List;
import java.util.Optional;

/**
 * Whether From, To and Contact can be read without guessing (RFC 3261, 20.10, 20.20, 20.39). Display names that lack their
 * quotes are let through unless a comma makes two addresses of one: PBXs take them from people. Pure.
 */
final class AddressCheck {
    private AddressCheck() {
    }

    /** From or To: one address. */
    static Optional<Complaint> one(String name, String value) {
        if (!ListValue.balanced(value)) {
            return complaint(name, "quoted string without an end");
        }
        return ListValue.split(value, ',').size() == 1
                ? address(name, value)
                : complaint(name, "more than one address");
    }

    /** Contact: a list of addresses, or an asterisk. */
    static Optional<Complaint> list(String name, String value) {
        if (!ListValue.balanced(value)) {
            return complaint(name, "quoted string without an end");
        }
        return value.equals("*")
                ? Optional.empty()
                : ListValue.split(value, ',').stream().map(part -> address(name, part)).flatMap(Optional::stream)
                        .findFirst();
    }

    private static Optional<Complaint> address(String name, String value) {
        List<String> parts = ListValue.split(value, ';');
        String address = parts.getFirst();
        if (parts.stream().filter(String::isEmpty).count() > 1 || address.isEmpty()) {
            return complaint(name, "separators with nothing between");
        }
        int open = unquoted(address, '<');
        return open < 0 ? bare(name, address) : bracketed(name, address, open);
    }

    private static Optional<Complaint> bare(String name, String address) {
        boolean fits = address.indexOf(':') > 0 && address.chars().noneMatch(c -> c == '?' || c == '>' || c <= ' ');
        return fits ? Optional.empty() : complaint(name, "URI that needs angle brackets");
    }

    private static Optional<Complaint> bracketed(String name, String address, int open) {
        if (!address.endsWith(">")) {
            return complaint(name, "angle bracket without an end");
        }
        String uri = address.substring(open + 1, address.length() - 1);
        boolean fits = uri.indexOf(':') > 0 && uri.chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>');
        return fits ? Optional.empty() : complaint(name, "blanks in the URI or no URI");
    }

    private static int unquoted(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Complaint> complaint(String name, String why) {
        return Optional.of(Complaint.bad(name + ": " + why));
    }
}
