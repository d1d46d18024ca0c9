package org.voxpost.service.mwi;

import java.io.IOException;
import java.util.Map;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.Mwi.Outcome;

/** FreeSWITCH's event socket: {@code sendevent MESSAGE_WAITING}, which its SIP profiles tell to the telephones. */
public final class FreeSwitchSocket implements LinkLamps.Dialect {
    private static final int MOST_EVENTS = 200; // that may come before an answer

    private final String domain;
    private final Secret password;

    private FreeSwitchSocket(String domain, Secret password) {
        this.domain = domain;
        this.password = password;
    }

    /** @param domain that the telephones are registered in */
    public static LampRoad lamps(String host, int port, String domain, Secret password) {
        return new LinkLamps(host, port, new FreeSwitchSocket(domain, password));
    }

    @Override
    public void signIn(HeaderLink link) throws IOException {
        if (!"auth/request".equals(link.block().get("content-type"))) {
            throw new IOException("this is no event socket");
        }
        String reply = exchange(link, "auth " + password.reveal());
        if (!reply.startsWith("+OK")) {
            throw new LinkLamps.Refused("FreeSWITCH: " + reply);
        }
    }

    @Override
    public Mwi.Result set(HeaderLink link, String extension, MessageSummary summary) throws IOException {
        String reply = exchange(link, "sendevent MESSAGE_WAITING\nMWI-Messages-Waiting: "
                + (summary.waiting() ? "yes" : "no") + "\nMWI-Message-Account: " + extension + "@" + domain
                + "\nMWI-Voice-Message: " + summary.voice().unread() + "/" + summary.voice().read() + " ("
                + summary.voice().urgentUnread() + "/" + summary.voice().urgentRead() + ")");
        return reply.startsWith("+OK")
                ? LampRoad.result(Outcome.ACCEPTED, 200, "OK")
                : LampRoad.result(Outcome.TRY_LATER, 500, reply);
    }

    private static String exchange(HeaderLink link, String command) throws IOException {
        link.send(command + "\n\n");
        for (int i = 0; i < MOST_EVENTS; i++) {
            Map<String, String> block = link.block();
            if ("command/reply".equals(block.get("content-type"))) {
                return block.getOrDefault("reply-text", "");
            }
        }
        throw new IOException("no reply among " + MOST_EVENTS + " events");
    }
}
