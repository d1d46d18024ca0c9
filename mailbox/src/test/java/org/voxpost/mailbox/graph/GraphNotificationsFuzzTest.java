package org.voxpost.mailbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Fuzz;

/** What anybody may post. */
class GraphNotificationsFuzzTest {

    @Test
    void bodiesGoneWrongAreTakenOrAnIoExceptionAndNeverCountWithoutTheWholeSecret() {
        var inbox = new GraphNotifications(URI.create("https://voice.corp.example/graph"));
        ClientState state = ClientState.random();
        var heard = new AtomicInteger();
        inbox.expect(state, kind -> heard.incrementAndGet());
        byte[] change = body(state,
                "\"changeType\":\"created\",\"resource\":\"Users/7/Messages/AAMk\",\"resourceData\":"
                        + "{\"@odata.type\":\"#Microsoft.Graph.Message\",\"id\":\"AAMk\"}");
        byte[] lifecycle = body(state, "\"lifecycleEvent\":\"missed\"");
        var accepted = new AtomicInteger();

        Fuzz.run(20261127, 20_000, List.of(change, lifecycle), message -> {
            int now = inbox.receive(message).accepted();
            accepted.addAndGet(now);
            if (now > 0) {
                assertThat(new String(message, StandardCharsets.UTF_8)).contains(state.reveal());
            }
        });

        assertThat(heard).hasValue(accepted.get()).hasPositiveValue();
    }

    private static byte[] body(ClientState state, String more) {
        return ("{\"value\":[{\"subscriptionId\":\"7f105c7d-2dc5-4530-97cd-4e7ae6534c07\","
                + "\"subscriptionExpirationDateTime\":\"2026-03-19T22:11:09.952Z\",\"tenantId\":\"84bd8158\",\"clientState\":\""
                + state.reveal() + "\"," + more + "}]}").getBytes(StandardCharsets.UTF_8);
    }
}
