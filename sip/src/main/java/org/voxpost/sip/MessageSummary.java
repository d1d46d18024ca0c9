package org.voxpost.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body {@code application/simple-message-summary} (RFC 3842, 5.2).
 *
 * @param waiting true lights the lamp
 * @param account URI of the mailbox; empty to leave the line out
 * @param voice voice messages
 */
public record MessageSummary(boolean waiting, String account, MwiCounts voice) {
    /** Its media type. */
    public static final String TYPE = "application/simple-message-summary";
    private static final int LONGEST = 8192;
    private static final Pattern COUNTS = Pattern
            .compile("(\\d{1,6})\\s*/\\s*(\\d{1,6})(?:\\s*\\(\\s*(\\d{1,6})\\s*/\\s*(\\d{1,6})\\s*\\))?");

    /** The lamp is lit while there is a new message. */
    public static MessageSummary of(String account, MwiCounts voice) {
        return new MessageSummary(voice.unread() > 0, account, voice);
    }

    /** The body as text, lines ending in CRLF, the status line first. */
    public String encode() {
        StringBuilder out = new StringBuilder("Messages-Waiting: ").append(waiting ? "yes" : "no").append("\r\n");
        if (!account.isEmpty()) {
            out.append("Message-Account: ").append(account.replaceAll("\\p{Cntrl}", "")).append("\r\n");
        }
        return out.append("Voice-Message: ").append(voice.encode()).append("\r\n").toString();
    }

    /**
     * Reads a body; lines it does not know are passed over.
     *
     * @throws IllegalArgumentException naming the line that is wrong or missing
     */
    public static MessageSummary parse(String body) {
        if (body.length() > LONGEST) {
            throw new IllegalArgumentException("Message summary of " + body.length() + " characters");
        }
        String status = line(body, "Messages-Waiting").map(value -> value.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException("Message summary without Messages-Waiting"));
        if (!status.equals("yes") && !status.equals("no")) {
            throw new IllegalArgumentException("Messages-Waiting is neither yes nor no");
        }
        MwiCounts voice = line(body, "Voice-Message").map(MessageSummary::counts).orElse(MwiCounts.NONE);
        return new MessageSummary(status.equals("yes"), line(body, "Message-Account").orElse(""), voice);
    }

    private static Optional<String> line(String body, String name) {
        return body.lines().filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip()).findFirst();
    }

    private static MwiCounts counts(String text) {
        Matcher counts = COUNTS.matcher(text);
        if (!counts.matches()) {
            throw new IllegalArgumentException("Voice-Message is not of the form new/old (urgent/urgent)");
        }
        return new MwiCounts(number(counts, 1), number(counts, 2), number(counts, 3), number(counts, 4));
    }

    private static int number(Matcher counts, int group) {
        return counts.group(group) == null ? 0 : Integer.parseInt(counts.group(group));
    }
}
