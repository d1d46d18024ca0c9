package org.voxpost.service.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.VoiceMessage;

/** Prints items for people, or as JSON: one object, or one to a line. */
final class MailboxPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final boolean json;

    MailboxPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    static String id(ItemId id) {
        return id.protocol() + ":" + id.value();
    }

    void list(List<ItemSummary> items) {
        for (ItemSummary item : items) {
            if (json) {
                print(summary(item));
            } else {
                out.println("%s  %-6s %6s  %-40s  %s".formatted(item.received(), item.read() ? "read" : "unread",
                        length(item.duration()), shortened(item.subject()), id(item.id())));
            }
        }
        if (!json) {
            out.println(items.size() == 1 ? "1 item" : items.size() + " items");
        }
    }

    void message(VoiceMessage message) {
        ItemSummary item = message.summary();
        if (json) {
            ObjectNode node = summary(item);
            node.put("callId", message.callId()).put("internetMessageId", message.internetMessageId())
                    .put("draft", message.draft()).put("text", message.text());
            var audio = node.putArray("audio");
            message.audio().forEach(a -> audio.addObject().put("name", a.name().value())
                    .put("contentType", a.contentType()).put("sizeBytes", a.sizeBytes()));
            print(node);
            return;
        }
        out.println("id        " + id(item.id()));
        out.println("class     " + item.messageClass());
        out.println("subject   " + item.subject());
        out.println("caller    " + item.caller().label() + (item.caller().number().isEmpty()
                || item.caller().number().equals(item.caller().label()) ? "" : " (" + item.caller().number() + ")"));
        out.println("received  " + item.received());
        out.println("state     " + (item.read() ? "read" : "unread") + (message.draft() ? ", a draft" : ""));
        out.println("length    " + length(item.duration()));
        out.println("call      " + message.callId());
        out.println("message   " + message.internetMessageId());
        message.audio().forEach(
                a -> out.println("audio     " + a.name() + ", " + a.contentType() + ", " + a.sizeBytes() + " bytes"));
        out.println();
        out.println(message.text().strip());
    }

    /** What was done, with the item's id now. */
    void done(String what, ItemId id) {
        if (json) {
            print(JsonNodeFactory.instance.objectNode().put("done", what).put("id", id(id)));
        } else {
            out.println(what + ": " + id(id));
        }
    }

    void saved(String file, long bytes) {
        if (json) {
            print(JsonNodeFactory.instance.objectNode().put("file", file).put("sizeBytes", bytes));
        } else {
            out.println(file + ", " + bytes + " bytes");
        }
    }

    private static ObjectNode summary(ItemSummary item) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id(item.id()))
                .put("messageClass", item.messageClass()).put("subject", item.subject())
                .put("received", item.received().toString()).put("read", item.read())
                .put("importance", item.importance().name()).put("sizeBytes", item.sizeBytes());
        node.putObject("caller").put("number", item.caller().number()).put("name", item.caller().label());
        item.duration().ifPresent(d -> node.put("durationSeconds", d.toSeconds()));
        return node;
    }

    private void print(ObjectNode node) {
        try {
            out.println(JSON.writeValueAsString(node));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String length(Optional<Duration> length) {
        return length.map(d -> "%d:%02d".formatted(d.toMinutes(), d.toSecondsPart())).orElse("–");
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.codePointCount(0, line.length()) <= 40
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 39)) + "…";
    }
}
