package org.voxpost.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.voxpost.media.codec.G711;

/**
 * A telephone of two UDP sockets and text, which shares nothing with our SIP and RTP: it can do what ours never would.
 * One call; for one thread.
 */
final class BareTelephone implements AutoCloseable {
    private static final int PACKET = 160;
    private static final int RTP_HEADER = 12;
    private static final String CRLF = "\r\n";

    private final InetSocketAddress service;
    private final Site.Owner owner;
    private final DatagramSocket sip;
    private final DatagramSocket rtp;
    private final String callId = UUID.randomUUID() + "@bare";
    private final String branch = "z9hG4bK" + UUID.randomUUID();
    private final AtomicInteger sequence = new AtomicInteger();
    private String remoteTag = "";
    private String answer = "";

    BareTelephone(int sipPort, Site.Owner owner) throws IOException {
        this.service = new InetSocketAddress("127.0.0.1", sipPort);
        this.owner = owner;
        this.sip = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        this.rtp = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    }

    /** Offer or answer: PCMU to this telephone's port. */
    String sdp() {
        return String.join(CRLF, "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0",
                "m=audio " + rtp.getLocalPort() + " RTP/AVP 0", "a=rtpmap:0 PCMU/8000", "");
    }

    /** @param sdp empty for a late offer */
    void invite(String sdp) throws IOException {
        send("INVITE", branch, 1, "", sdp,
                "Diversion: <sip:" + owner.extension() + "@127.0.0.1>;reason=no-answer" + CRLF);
    }

    void cancel() throws IOException {
        send("CANCEL", branch, 1, "", "", "");
    }

    /** Of a 200. */
    void ack(String sdp) throws IOException {
        send("ACK", "z9hG4bK" + UUID.randomUUID(), 1, remoteTag, sdp, "");
    }

    /** Of a refusal: it belongs to the INVITE's transaction (RFC 3261, 17.1.1.3). */
    void ackRefusal() throws IOException {
        send("ACK", branch, 1, remoteTag, "", "");
    }

    void bye() throws IOException {
        send("BYE", "z9hG4bK" + UUID.randomUUID(), 2, remoteTag, "", "");
    }

    private void send(String method, String via, int number, String toTag, String body, String more)
            throws IOException {
        String text = method + " sip:8000@127.0.0.1:" + service.getPort() + " SIP/2.0" + CRLF
                + "Via: SIP/2.0/UDP 127.0.0.1:" + sip.getLocalPort() + ";branch=" + via + CRLF
                + "Max-Forwards: 70" + CRLF
                + "From: <sip:+14255550188@127.0.0.1>;tag=bare" + CRLF
                + "To: <sip:8000@127.0.0.1>" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + CRLF
                + "Call-ID: " + callId + CRLF
                + "CSeq: " + number + " " + method + CRLF
                + "Contact: <sip:bare@127.0.0.1:" + sip.getLocalPort() + ">" + CRLF + more
                + (body.isEmpty() ? "" : "Content-Type: application/sdp" + CRLF)
                + "Content-Length: " + body.length() + CRLF + CRLF + body;
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        sip.send(new DatagramPacket(bytes, bytes.length, service));
    }

    /** Waits for the final answer of {@code method}. @return its status code */
    int awaitFinal(String method) throws IOException {
        String response = await(text -> text.startsWith("SIP/2.0 ") && !text.startsWith("SIP/2.0 1")
                && header(text, "CSeq").endsWith(method));
        if (method.equals("INVITE")) {
            String to = header(response, "To");
            remoteTag = to.substring(to.indexOf("tag=") + 4);
            answer = response.substring(response.indexOf(CRLF + CRLF) + 4);
        }
        return Integer.parseInt(response.substring(8, 11));
    }

    /** Waits until the other end hangs up, and agrees. */
    void awaitBye() throws IOException {
        String bye = await(text -> text.startsWith("BYE "));
        String agreed = "SIP/2.0 200 OK" + CRLF + line(bye, "Via") + line(bye, "From") + line(bye, "To")
                + line(bye, "Call-ID") + line(bye, "CSeq") + "Content-Length: 0" + CRLF + CRLF;
        byte[] bytes = agreed.getBytes(StandardCharsets.US_ASCII);
        sip.send(new DatagramPacket(bytes, bytes.length, service));
    }

    private String await(Predicate<String> wanted) throws IOException {
        var packet = new DatagramPacket(new byte[8192], 8192);
        sip.setSoTimeout((int) Site.PATIENCE.toMillis());
        while (true) {
            sip.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (wanted.test(text)) {
                return text;
            }
        }
    }

    private static String line(String message, String name) {
        return name + ": " + header(message, name) + CRLF;
    }

    private static String header(String message, String name) {
        return message.lines().filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                .map(line -> line.substring(name.length() + 1).strip()).findFirst().orElse("");
    }

    /** The SDP of the 200. */
    String remoteSdp() {
        return answer;
    }

    /** Where the owner of {@code sdp} hears. */
    static InetSocketAddress rtpAddress(String sdp) {
        String media = sdp.lines().filter(line -> line.startsWith("m=audio ")).findFirst().orElseThrow();
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(media.split(" ")[1]));
    }

    /** Listens until the beep is over. */
    void awaitBeep() throws IOException {
        var packet = new DatagramPacket(new byte[2048], 2048);
        var heard = new ByteArrayOutputStream();
        long until = System.nanoTime() + Site.PATIENCE.toNanos();
        rtp.setSoTimeout((int) Site.PATIENCE.toMillis());
        do {
            if (System.nanoTime() > until) {
                throw new SocketTimeoutException("no beep");
            }
            rtp.receive(packet);
            heard.write(packet.getData(), RTP_HEADER, packet.getLength() - RTP_HEADER);
        } while (Beep.endOf(linear(heard.toByteArray()), 0).isEmpty());
    }

    private static short[] linear(byte[] mu) {
        var samples = new short[mu.length];
        for (int i = 0; i < mu.length; i++) {
            samples[i] = G711.fromMu(mu[i]);
        }
        return samples;
    }

    /** Speaks from this telephone's own port, a packet each 20 ms; blocks to the end. */
    void speak(short[] samples) throws InterruptedException {
        speak(rtp, rtpAddress(answer), samples, sequence);
    }

    /** Speaks from any socket. */
    static void speak(DatagramSocket from, InetSocketAddress to, short[] samples, AtomicInteger sequence)
            throws InterruptedException {
        int packets = samples.length / PACKET;
        var left = new CountDownLatch(packets);
        var next = new AtomicInteger();
        try (var clock = Executors.newSingleThreadScheduledExecutor()) {
            clock.scheduleAtFixedRate(() -> {
                int number = next.getAndIncrement();
                if (number < packets) {
                    send(from, to, Arrays.copyOfRange(samples, number * PACKET, (number + 1) * PACKET),
                            sequence.getAndIncrement());
                    left.countDown();
                }
            }, 0, Duration.ofMillis(20).toNanos(), TimeUnit.NANOSECONDS);
            left.await();
            clock.shutdownNow();
        }
    }

    private static void send(DatagramSocket from, InetSocketAddress to, short[] samples, int number) {
        ByteBuffer packet = ByteBuffer.allocate(RTP_HEADER + PACKET).put((byte) 0x80).put((byte) 0)
                .putShort((short) number).putInt(number * PACKET).putInt(0x5EED);
        for (short sample : samples) {
            packet.put(G711.toMu(sample));
        }
        try {
            from.send(new DatagramPacket(packet.array(), packet.capacity(), to));
        } catch (IOException gone) {
            return; // the other end has closed its port: the test tells what that means
        }
    }

    @Override
    public void close() {
        sip.close();
        rtp.close();
    }
}
