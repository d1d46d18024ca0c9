package org.voxpost.sip.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.nio.charset.StandardCharsets;
import org.voxpost.sip.HeaderLine;

/**
 * Requests of RFC 2543 clients, whose Via has no branch, and those with the magic cookie alone: the branch is made of what
 * identifies a transaction there (RFC 3261, 17.2.3), so that the stack finds INVITE, its CANCEL and its ACK by one key.
 */
final class OldBranch {
    private static final Pattern USABLE = Pattern.compile(";\\s*branch\\s*=\\s*(?!z9hG4bK\\s*(?:;|$))[^;\\s]",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BRANCH = Pattern.compile(";\\s*branch\\s*(?:=\\s*[^;]*)?(?=;|$)",
            Pattern.CASE_INSENSITIVE);

    private OldBranch() {
    }

    /** The same fields if the topmost Via has a branch. */
    static List<HeaderLine> replaced(List<HeaderLine> fields) {
        Optional<HeaderLine> via = fields.stream().filter(field -> field.named("Via")).findFirst();
        if (via.isEmpty()) {
            return fields;
        }
        List<String> vias = ListValue.split(via.get().value(), ',');
        if (USABLE.matcher(vias.getFirst()).find()) {
            return fields;
        }
        List<String> branched = new ArrayList<>(vias);
        branched.set(0, BRANCH.matcher(vias.getFirst()).replaceAll("") + ";branch=" + branch(fields, vias.getFirst()));
        List<HeaderLine> all = new ArrayList<>(fields);
        all.set(all.indexOf(via.get()), new HeaderLine("Via", String.join(", ", branched)));
        return all;
    }

    private static String branch(List<HeaderLine> fields, String via) {
        StringBuilder identity = new StringBuilder(via);
        fields.stream().filter(field -> field.named("From") || field.named("Call-ID"))
                .forEach(field -> identity.append('\n').append(field.value()));
        fields.stream().filter(field -> field.named("CSeq"))
                .forEach(field -> identity.append('\n').append(field.value().replaceFirst("\\s.*", "")));
        return "z9hG4bKold" + UUID.nameUUIDFromBytes(identity.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
