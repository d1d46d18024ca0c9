package org.voxpost.service.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes traced SIP messages and RTP packets as a capture file for protocol analysers, in order of time. A SIP message is one UDP
 * datagram whatever carried it, between the peer's address and {@code ours}; of an RTP packet there is what the trace kept, as a
 * packet cut off in capturing. What is masked in the trace is masked here.
 */
public final class TracePcap {
    private static final Pattern BETWEEN = Pattern.compile("^(.*):(\\d{1,5}) - (.*):(\\d{1,5})");
    private static final int LONGEST = 65_000;
    private static final int SIP_PORT = 5060;

    private final InetSocketAddress ours;

    /** @param ours address of our end in SIP; one that is no address is written as 0.0.0.0 */
    public TracePcap(String ours) {
        this.ours = address(ours, SIP_PORT);
    }

    private record Datagram(Instant at, InetSocketAddress from, InetSocketAddress to, byte[] bytes, int length) {
    }

    /** Writes the whole file. */
    public void write(List<TraceStep> steps, OutputStream out) throws IOException {
        PcapFile file = new PcapFile(out);
        for (Datagram one : steps.stream().flatMap(this::datagrams).sorted(Comparator.comparing(Datagram::at))
                .toList()) {
            file.write(one.at(), one.from(), one.to(), one.bytes(), one.length());
        }
    }

    private Stream<Datagram> datagrams(TraceStep step) {
        return switch (step.kind()) {
            case SIP_IN, SIP_OUT -> message(step);
            case RTP -> packets(step);
            case CALL, ROUTE, FLOW, MEDIA, DELIVERY -> Stream.of();
        };
    }

    private Stream<Datagram> message(TraceStep step) {
        Optional<OtherSide> other = OtherSide.in(step.text());
        if (other.isEmpty()) {
            return Stream.of();
        }
        byte[] text = OtherSide.without(step.text()).getBytes(StandardCharsets.UTF_8);
        InetSocketAddress peer = address(other.get().address(), Math.min(other.get().port(), 0xffff));
        boolean in = step.kind() == TraceStep.Kind.SIP_IN;
        return Stream.of(new Datagram(step.at(), in ? peer : ours, in ? ours : peer, text,
                Math.min(text.length, LONGEST)));
    }

    private static Stream<Datagram> packets(TraceStep step) {
        Matcher first = BETWEEN.matcher(step.text());
        if (!first.find()) {
            return Stream.of();
        }
        InetSocketAddress local = address(first.group(1), port(first.group(2)));
        InetSocketAddress peer = address(first.group(3), port(first.group(4)));
        return PacketSteps.Packet.all(step.text())
                .map(packet -> new Datagram(step.at().plus(packet.micros(), ChronoUnit.MICROS),
                        packet.received() ? peer : local, packet.received() ? local : peer, packet.head(),
                        Math.min(packet.length(), LONGEST)));
    }

    private static int port(String text) {
        return Math.min(Integer.parseInt(text), 0xffff);
    }

    private static InetSocketAddress address(String text, int port) {
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(text), port);
        } catch (IllegalArgumentException name) {
            return new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port);
        }
    }
}
