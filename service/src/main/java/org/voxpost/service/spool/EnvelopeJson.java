package org.voxpost.service.spool;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;

/** An envelope as JSON, in recordings and rows. */
final class EnvelopeJson {
    private EnvelopeJson() {
    }

    static String write(Envelope e) {
        var json = new JsonObject().put("id", e.id().toString())
                .put("mailboxId", e.mailboxId())
                .put("mailbox", e.mailbox().value())
                .put("profile", e.profile())
                .put("kind", e.kind().name())
                .put("callerNumber", e.caller().number())
                .put("callerName", e.caller().callerIdName())
                .put("callId", e.callId())
                .put("peer", e.peer())
                .put("started", e.started().toString())
                .put("language", e.language().toLanguageTag());
        e.caller().person().ifPresent(
                p -> json.put("personName", p.displayName()).put("personAddress", p.address().value()));
        return json.encode();
    }

    /** @throws IllegalArgumentException naming what is missing or wrong */
    static Envelope read(String text) {
        try {
            JsonObject json = new JsonObject(text);
            Optional<Caller.Person> person = Optional.ofNullable(json.getString("personAddress"))
                    .map(address -> new Caller.Person(string(json, "personName"), new SmtpAddress(address)));
            return new Envelope(new DeliveryId(UUID.fromString(string(json, "id"))), string(json, "mailboxId"),
                    new SmtpAddress(string(json, "mailbox")), string(json, "profile"),
                    ItemKind.valueOf(string(json, "kind")),
                    new Caller(string(json, "callerNumber"), string(json, "callerName"), person),
                    string(json, "callId"), string(json, "peer"), Instant.parse(string(json, "started")),
                    Locale.forLanguageTag(string(json, "language")));
        } catch (DecodeException | ClassCastException | DateTimeException e) {
            throw new IllegalArgumentException("the envelope cannot be read: " + e.getMessage(), e);
        }
    }

    private static String string(JsonObject json, String key) {
        String value = json.getString(key);
        if (value == null) {
            throw new IllegalArgumentException("the envelope lacks '" + key + "'");
        }
        return value;
    }
}
