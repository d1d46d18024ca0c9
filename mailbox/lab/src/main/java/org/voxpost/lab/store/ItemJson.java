package org.voxpost.lab.store;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An item as JSON, for people, scripts and benches: what one looks for by its name, all properties by tag (hexadecimal,
 * named ones as {@code guid/name}), binary values in hexadecimal.
 */
public final class ItemJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final LabMailbox mailbox;

    public ItemJson(LabMailbox mailbox) {
        this.mailbox = mailbox;
    }

    byte[] bytes(LabItem item) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node(item));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public ObjectNode node(LabItem item) {
        PropertyBag bag = item.properties();
        ObjectNode node = NODES.objectNode()
                .put("id", ItemFiles.name(item))
                .put("mailbox", mailbox.owner().value())
                .put("folder", mailbox.folder(item.folderId()).displayName())
                .put("messageClass", item.messageClass())
                .put("subject", bag.text(Tags.SUBJECT))
                .put("from", bag.text(Tags.SENT_REPRESENTING_NAME))
                .put("received", bag.time(Tags.MESSAGE_DELIVERY_TIME).map(Instant::toString).orElse(""))
                .put("read", item.read())
                .put("draft", item.draft())
                .put("associated", item.associated())
                .put("internetMessageId", bag.text(Tags.INTERNET_MESSAGE_ID))
                .put("durationSeconds", bag.number(Tags.VOICE_MESSAGE_DURATION, -1))
                .put("telephoneNumber", bag.text(Tags.SENDER_TELEPHONE_NUMBER))
                .put("callId", bag.text(Tags.CALL_ID));
        node.set("attachments", attachments(item));
        node.set("recipients", array(item.recipients().stream().map(this::properties)));
        node.set("properties", properties(bag));
        return node;
    }

    private ArrayNode attachments(LabItem item) {
        return array(item.attachments()
                .stream()
                .map(one -> (ObjectNode) NODES.objectNode()
                        .put("name", one.name())
                        .put("contentType", one.properties().text(Tags.ATTACH_MIME_TAG))
                        .put("lengthBytes", one.content().lengthBytes())
                        .put("file", ItemFiles.name(item) + "/" + ItemFiles.fileName(item, one))
                        .set("properties", properties(one.properties()))));
    }

    private static ArrayNode array(Stream<ObjectNode> nodes) {
        ArrayNode array = NODES.arrayNode();
        nodes.forEach(array::add);
        return array;
    }

    private ObjectNode properties(PropertyBag bag) {
        ObjectNode node = NODES.objectNode();
        bag.forEach((tag, value) -> node.set(name(tag), MAPPER.valueToTree(plain(value))));
        return node;
    }

    private String name(int tag) {
        return mailbox.propertyName(tag >>> 16)
                .filter(name -> tag < 0)
                .map(name -> name.set() + "/" + name.name().orElse("0x%04x".formatted(name.lid())))
                .orElse("%08X".formatted(tag));
    }

    private static Object plain(Object value) {
        return switch (value) {
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case Iterable<?> many -> {
                var plain = new java.util.ArrayList<Object>();
                many.forEach(one -> plain.add(plain(one)));
                yield plain;
            }
            case Number number -> number;
            case Boolean flag -> flag;
            case Map<?, ?> other -> throw new IllegalArgumentException("no property value: " + other.getClass());
            default -> value.toString();
        };
    }
}
