package org.voxpost.lab.ews;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.voxpost.lab.ews.EwsSession.FoundFolder;
import org.voxpost.lab.store.LabChange;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Subscribe, Unsubscribe, GetEvents and GetStreamingEvents. Subscriptions live as long as the lab. */
final class Notifications {
    private static final int MOST_PER_STREAM = 200;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

    void subscribe(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.one(out, "Subscribe", () -> {
            Element wanted = request.children().getFirst();
            List<FoundFolder> folders = wanted.child("FolderIds")
                    .map(Element::children)
                    .orElse(List.of())
                    .stream()
                    .map(session::folder)
                    .toList();
            LabMailbox mailbox = folders.isEmpty() ? session.mailbox() : folders.getFirst().mailbox();
            if (folders.stream().anyMatch(folder -> folder.mailbox() != mailbox)) {
                throw new EwsRefusal("ErrorInvalidSubscriptionRequest", "A subscription covers one mailbox.");
            }
            var subscription = new Subscription(UUID.randomUUID().toString(), mailbox,
                    folders.stream().map(folder -> folder.folder().id()).collect(Collectors.toUnmodifiableSet()),
                    wanted.required("EventTypes").children().stream().map(Element::text).collect(Collectors.toSet()));
            subscriptions.put(subscription.id(), subscription);
            boolean pull = wanted.name().equals("PullSubscriptionRequest");
            return answer -> {
                answer.element("m:SubscriptionId", subscription.id());
                if (pull) {
                    answer.element("m:Watermark", Subscription.watermark(mailbox.lastChange()));
                }
            };
        });
    }

    void unsubscribe(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.one(out, "Unsubscribe", () -> {
            if (subscriptions.remove(request.textOf("SubscriptionId")) == null) {
                throw notFound();
            }
            return answer -> {
            };
        });
    }

    private static EwsRefusal notFound() {
        return new EwsRefusal("ErrorSubscriptionNotFound", "Unable to retrieve events for this subscription.");
    }

    private Subscription find(String id) {
        Subscription found = subscriptions.get(id);
        if (found == null) {
            throw notFound();
        }
        return found;
    }

    void events(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.one(out, "GetEvents", () -> {
            Subscription subscription = find(request.textOf("SubscriptionId"));
            String watermark = request.textOf("Watermark");
            List<LabChange> all = subscription.mailbox()
                    .changesAfter(number(watermark))
                    .orElseThrow(() -> new EwsRefusal("ErrorEventNotFound", "The watermark is too old."));
            List<Subscription.Event> events = all.stream()
                    .flatMap(change -> subscription.events(change).stream())
                    .toList();
            return answer -> {
                answer.start("m:Notification").element("t:SubscriptionId", subscription.id());
                answer.element("t:PreviousWatermark", watermark).element("t:MoreEvents", "false");
                if (events.isEmpty()) {
                    status(answer, watermark);
                }
                for (Subscription.Event event : events) {
                    subscription.write(answer, event);
                }
                answer.end();
            };
        });
    }

    private static long number(String watermark) {
        try {
            byte[] bytes = java.util.Base64.getDecoder().decode(watermark.strip());
            if (bytes.length == 12) {
                return java.nio.ByteBuffer.wrap(bytes, 4, 8).getLong();
            }
        } catch (IllegalArgumentException notBase64) {
            throw new EwsRefusal("ErrorInvalidWatermark", "The watermark is malformed.");
        }
        throw new EwsRefusal("ErrorInvalidWatermark", "The watermark is malformed.");
    }

    private static void status(XmlWriter out, String watermark) throws IOException {
        out.start("t:StatusEvent");
        if (!watermark.isEmpty()) {
            out.element("t:Watermark", watermark);
        }
        out.end();
    }

    private record Heard(Subscription subscription, LabChange change) {
    }

    /** Writes one envelope after the other until the time is over or the peer is gone. */
    void stream(Element request, OutputStream to) throws IOException {
        List<String> ids = request.required("SubscriptionIds").children().stream().map(Element::text).toList();
        Set<String> unknown = ids.stream().filter(id -> !subscriptions.containsKey(id)).collect(Collectors.toSet());
        int minutes = request.required("ConnectionTimeout").number();
        if (!unknown.isEmpty() || ids.size() > MOST_PER_STREAM || minutes < 1 || minutes > 30) {
            refuse(to, unknown);
            return;
        }
        BlockingQueue<Heard> queue = new LinkedBlockingQueue<>();
        List<LabMailbox.Listening> listening = new ArrayList<>();
        try {
            for (String id : ids) {
                Subscription subscription = find(id);
                listening.add(subscription.mailbox().listen(change -> queue.add(new Heard(subscription, change))));
            }
            pump(to, ids, queue, System.nanoTime() + Duration.ofMinutes(minutes).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listening.forEach(LabMailbox.Listening::close);
        }
    }

    private static void pump(OutputStream to, List<String> ids, BlockingQueue<Heard> queue, long endNanos)
            throws IOException, InterruptedException {
        envelope(to, out -> out.element("m:ConnectionStatus", "OK"));
        while (System.nanoTime() < endNanos) {
            Heard heard = queue.poll(Math.min(HEARTBEAT.toNanos(), endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (heard == null) {
                envelope(to, out -> notification(out, ids.getFirst(), inner -> status(inner, "")));
            } else if (!heard.subscription().events(heard.change()).isEmpty()) {
                envelope(to, out -> notification(out, heard.subscription().id(), inner -> {
                    for (Subscription.Event event : heard.subscription().events(heard.change())) {
                        heard.subscription().write(inner, event);
                    }
                }));
            }
        }
        envelope(to, out -> out.element("m:ConnectionStatus", "Closed"));
    }

    private static void notification(XmlWriter out, String id, org.voxpost.mailbox.wire.soap.SoapEnvelope.Part events)
            throws IOException {
        out.start("m:Notifications").start("m:Notification").element("t:SubscriptionId", id);
        events.write(out);
        out.end().end();
    }

    private static void envelope(OutputStream to, org.voxpost.mailbox.wire.soap.SoapEnvelope.Part part)
            throws IOException {
        to.write(EwsFrontEnd.envelope(
                out -> Answers.one(out, "GetStreamingEvents", () -> part)));
        to.flush();
    }

    private static void refuse(OutputStream to, Set<String> unknown) throws IOException {
        to.write(EwsFrontEnd.envelope(out -> {
            out.start("m:GetStreamingEventsResponse").start("m:ResponseMessages");
            out.start("m:GetStreamingEventsResponseMessage").attribute("ResponseClass", "Error");
            out.element("m:MessageText", "The subscriptions cannot be streamed.");
            out.element("m:ResponseCode", unknown.isEmpty() ? "ErrorInvalidSubscription" : "ErrorSubscriptionNotFound");
            out.element("m:DescriptiveLinkKey", "0");
            if (!unknown.isEmpty()) {
                out.start("m:ErrorSubscriptionIds");
                for (String id : unknown) {
                    out.element("t:SubscriptionId", id);
                }
                out.end();
            }
            out.end().end().end();
        }));
    }
}
