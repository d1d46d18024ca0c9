package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * Changes in Inboxes by asking for them (GetEvents, [MS-OXWSNTIF] 3.1.4.1): for servers without streaming, which are
 * Exchange 2007 and 2010 before SP1. One thread.
 */
final class PullEvents {
    private static final Logger LOG = LoggerFactory.getLogger(PullEvents.class);
    private static final int MINUTES = 60; // a subscription that nobody asks for ends after so long
    private static final int MOST_PAGES = 50;

    private final EwsClient client;
    private final EachMailbox each;
    private final Consumer<SmtpAddress> changed;
    private final Consumer<SmtpAddress> doubted;
    private final Map<SmtpAddress, Place> places = new HashMap<>();

    /** How far a subscription was read. */
    private record Place(String subscription, String watermark) {
    }

    /** @param doubted gets those in which something may have happened while nobody listened */
    PullEvents(EwsClient client, List<SmtpAddress> owners, Consumer<SmtpAddress> changed,
            Consumer<SmtpAddress> doubted) {
        this.client = client;
        this.each = new EachMailbox(owners);
        this.changed = changed;
        this.doubted = doubted;
    }

    /**
     * One round. A subscription that the server has forgotten begins anew, without its old watermark.
     *
     * @throws MailboxException if the server cannot be asked
     */
    void ask() {
        each.run(owner -> true, this::ask, (owner, why) -> {
            LOG.info("the events of {} cannot be had: {}", owner, why.getMessage());
            if (!(why instanceof MailboxException.Unavailable)) {
                places.remove(owner);
            }
        });
    }

    private void ask(SmtpAddress owner) {
        Place place = places.get(owner);
        if (place == null) {
            places.put(owner, subscribe(owner));
            doubted.accept(owner); // whatever happened before
        } else {
            places.put(owner, events(owner, place));
        }
    }

    private Place subscribe(SmtpAddress owner) {
        return place("Subscribe", owner, out -> {
            out.start("m:Subscribe").start("m:PullSubscriptionRequest").start("t:FolderIds");
            new FolderSearch(client, owner).known("inbox").write(out);
            out.end().start("t:EventTypes");
            for (String event : EventStream.EVENTS) {
                out.element("t:EventType", event);
            }
            out.end().element("t:Timeout", Integer.toString(MINUTES)).end().end();
        }, new Page());
    }

    private Place events(SmtpAddress owner, Place from) {
        Place at = from;
        boolean any = false;
        for (int i = 0; i < MOST_PAGES; i++) {
            Page page = new Page();
            Place asked = at;
            at = place("GetEvents", owner, out -> write(out, asked), page);
            any |= page.any;
            if (!page.more) {
                break;
            }
        }
        if (any) {
            changed.accept(owner);
        }
        return at;
    }

    private static void write(XmlWriter out, Place from) throws IOException {
        out.start("m:GetEvents").element("m:SubscriptionId", from.subscription())
                .element("m:Watermark", from.watermark()).end();
    }

    private Place place(String operation, SmtpAddress owner, org.voxpost.mailbox.wire.soap.SoapEnvelope.Part body,
            Page page) {
        client.call(client.request(operation, owner, body), page::read);
        if (page.subscription.isEmpty() || page.watermark.isEmpty()) {
            throw new MailboxException.Unavailable(operation + " for " + owner, client.peer(),
                    "no subscription in the answer");
        }
        return new Place(page.subscription, page.watermark);
    }

    /** What an answer says; every event moves the watermark on. */
    private static final class Page {
        private String subscription = "";
        private String watermark = "";
        private boolean any;
        private boolean more;

        void read(XmlReader in) throws IOException {
            switch (in.name()) {
                case "SubscriptionId" -> subscription = in.text();
                case "Watermark" -> watermark = in.text();
                case "MoreEvents" -> more = in.text().strip().matches("true|1");
                case "Notification" -> {
                    while (in.nextChild()) {
                        read(in);
                    }
                }
                default -> {
                    any |= EventStream.EVENTS.contains(in.name());
                    boolean event = in.name().endsWith("Event");
                    while (in.nextChild()) {
                        if (event && in.name().equals("Watermark")) {
                            watermark = in.text();
                        } else {
                            in.skip();
                        }
                    }
                }
            }
        }
    }
}
