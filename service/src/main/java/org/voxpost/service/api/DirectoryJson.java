package org.voxpost.service.api;

import io.vertx.core.json.JsonObject;
import org.voxpost.service.routing.AddressBook;

/** How good the address book is, as the contract has it. Pure. */
final class DirectoryJson {
    private DirectoryJson() {
    }

    static JsonObject write(AddressBook.Status status) {
        var json = new JsonObject().put("people", status.people()).put("numbers", status.numbers())
                .put("ambiguousNumbers", status.ambiguous()).put("sizeBytes", status.sizeBytes())
                .put("refreshing", status.refreshing());
        status.read().ifPresent(time -> json.put("asOf", time.toString()));
        status.trouble().ifPresent(reason -> json.put("trouble", reason));
        return json;
    }
}
