package org.voxpost.service.mwi;

import java.io.IOException;
import java.util.Map;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.Mwi.Outcome;

/** Asterisk's manager interface: actions Login and MWIUpdate (needs res_mwi_external). */
public final class AsteriskManager implements LinkLamps.Dialect {
    private static final int MOST_EVENTS = 200; // that may come before an answer

    private final String context;
    private final String user;
    private final Secret password;
    private long lastId;

    private AsteriskManager(String context, String user, Secret password) {
        this.context = context;
        this.user = user;
        this.password = password;
    }

    /** @param context what stands behind the extension and {@code @} in the mailbox's name */
    public static LampRoad lamps(String host, int port, String context, String user, Secret password) {
        return new LinkLamps(host, port, new AsteriskManager(context, user, password));
    }

    @Override
    public void signIn(HeaderLink link) throws IOException {
        if (!link.line().startsWith("Asterisk Call Manager")) {
            throw new IOException("this is no Asterisk manager");
        }
        Map<String, String> answer = exchange(link,
                "Login\r\nUsername: " + user + "\r\nSecret: " + password.reveal() + "\r\nEvents: off");
        if (!success(answer)) {
            throw new LinkLamps.Refused("Asterisk: " + answer.getOrDefault("message", "no"));
        }
    }

    @Override
    public Mwi.Result set(HeaderLink link, String extension, MessageSummary summary) throws IOException {
        Map<String, String> answer = exchange(link, "MWIUpdate\r\nMailbox: " + extension + "@" + context
                + "\r\nOldMessages: " + summary.voice().read() + "\r\nNewMessages: " + summary.voice().unread());
        String said = answer.getOrDefault("message", "");
        if (success(answer)) {
            return LampRoad.result(Outcome.ACCEPTED, 200, said);
        }
        return said.contains("unknown command")
                ? LampRoad.result(Outcome.UNSUPPORTED, 501, said)
                : said.contains("ermission")
                        ? LampRoad.result(Outcome.REFUSED, 403, said)
                        : LampRoad.result(Outcome.TRY_LATER, 500, said);
    }

    /** The answer to our action; events that come before it are passed over. */
    private Map<String, String> exchange(HeaderLink link, String action) throws IOException {
        String id = "voxpost-" + ++lastId;
        link.send("Action: " + action + "\r\nActionID: " + id + "\r\n\r\n");
        for (int i = 0; i < MOST_EVENTS; i++) {
            Map<String, String> block = link.block();
            if (block.containsKey("response") && id.equals(block.get("actionid"))) {
                return block;
            }
        }
        throw new IOException("no answer among " + MOST_EVENTS + " events");
    }

    private static boolean success(Map<String, String> answer) {
        return "Success".equalsIgnoreCase(answer.get("response"));
    }
}
