package org.voxpost.service.api;

import io.vertx.core.json.JsonObject;
import org.voxpost.mailbox.Caller;
import org.voxpost.service.spool.Delivery;
import org.voxpost.service.spool.Envelope;

/** A message of the spool as the contract has it. Pure. */
final class MessageJson {
    private MessageJson() {
    }

    static JsonObject write(Delivery delivery) {
        Envelope envelope = delivery.envelope();
        var json = new JsonObject().put("id", delivery.id().toString())
                .put("state", delivery.progress().state().name()).put("mailbox", envelope.mailbox().value())
                .put("kind", envelope.kind().name()).put("caller", caller(envelope.caller()))
                .put("started", envelope.started().toString()).put("accepted", delivery.accepted().toString())
                .put("urgent", delivery.marks().urgent()).put("private", delivery.marks().isPrivate())
                .put("attempts", delivery.progress().attempts()).put("reason", delivery.progress().reason())
                .put("callId", envelope.callId());
        delivery.audio().ifPresent(audio -> json.put("lengthSeconds", audio.length().toMillis() / 1000.0)
                .put("cutOff", audio.cutOff()));
        return json;
    }

    private static JsonObject caller(Caller caller) {
        var json = new JsonObject().put("number", caller.number()).put("name",
                caller.person().map(Caller.Person::displayName).orElse(caller.callerIdName()));
        caller.person().ifPresent(person -> json.put("person", person.address().value()));
        return json;
    }
}
