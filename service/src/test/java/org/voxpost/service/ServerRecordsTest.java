package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.sip.ServiceLookup.Server;

/** Against a name server that knows one name and counts questions (RFC 1035, 4; RFC 2782). */
@Timeout(30)
class ServerRecordsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void answersAreReadAndGoodForAMinute() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            AtomicInteger asked = new AtomicInteger();
            Thread.startVirtualThread(() -> serve(socket, asked));
            AtomicReference<Instant> now = new AtomicReference<>(NOON);
            Vertx vertx = Vertx.vertx();
            var lookup = ServerRecords.of(vertx, "127.0.0.1", socket.getLocalPort(), now::get);

            assertThat(lookup.servers("_sip._udp.example.com"))
                    .containsExactly(new Server(10, 60, "pbx.example.com", 5070));
            lookup.servers("_sip._udp.example.com");
            assertThat(asked).hasValue(1);
            assertThat(lookup.servers("_sip._tcp.example.com")).isEmpty();

            now.set(NOON.plusSeconds(61));
            lookup.servers("_sip._udp.example.com");
            assertThat(asked).hasValue(3);
            vertx.close();
        }
    }

    private static void serve(DatagramSocket socket, AtomicInteger asked) {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                asked.incrementAndGet();
                byte[] reply = reply(Arrays.copyOf(buffer, query.getLength()));
                socket.send(new DatagramPacket(reply, reply.length, query.getSocketAddress()));
            }
        } catch (IOException closed) {
            return; // the test is over
        }
    }

    private static byte[] reply(byte[] query) throws IOException {
        int end = 12;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        end += 5; // zero, QTYPE, QCLASS
        boolean known = new String(query, StandardCharsets.US_ASCII).contains("_udp");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2); // ID
        out.write(new byte[]{(byte) 0x85, (byte) (known ? 0x80 : 0x83), 0, 1, 0, (byte) (known ? 1 : 0), 0, 0, 0, 0});
        out.write(query, 12, end - 12);
        if (known) {
            out.write(new byte[]{(byte) 0xC0, 12, 0, 33, 0, 1, 0, 0, 0, 60}); // the name again, SRV, IN, 60 s
            byte[] target = "\003pbx\007example\003com\000".getBytes(StandardCharsets.ISO_8859_1);
            out.write(new byte[]{0, (byte) (6 + target.length), 0, 10, 0, 60, 0x13, (byte) 0xCE}); // 10, 60, 5070
            out.write(target);
        }
        return out.toByteArray();
    }
}
