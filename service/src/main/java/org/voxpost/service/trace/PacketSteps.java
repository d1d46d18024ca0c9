package org.voxpost.service.trace;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.PacketTap;
import org.voxpost.service.trace.TraceStep.Kind;

/**
 * Writes the RTP packets of one session into its call's ladder, about a second's in a step: a line of addresses
 * {@code ours - peer}, then a line a packet, {@code microseconds since the step, < or >, bytes on the wire, head in hex}. Of a
 * session the first {@value #MOST} packets are kept, some ten minutes. Thread-safe.
 */
public final class PacketSteps implements PacketTap {
    private static final int MOST = 60_000;
    private static final int LONGEST = 8000; // chars of a step
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern LINE = Pattern.compile("(\\d{1,9}) ([<>]) (\\d{1,5}) ([0-9a-f]*)");

    private final TraceLog log;
    private final String callId;
    private final InstantSource clock;
    private final StringBuilder lines = new StringBuilder();
    private @Nullable InetSocketAddress ours;
    private @Nullable InetSocketAddress peer;
    private Instant began = Instant.EPOCH;
    private long beganNanos;
    private int kept;

    PacketSteps(TraceLog log, String callId, InstantSource clock) {
        this.log = log;
        this.callId = callId;
        this.clock = clock;
    }

    /** One packet of a step. @param micros since the step @param head what was kept of its {@code length} bytes */
    record Packet(long micros, boolean received, int length, byte[] head) {
        /** The packets of a step's text, which is behind its first line. */
        static Stream<Packet> all(String text) {
            return text.lines().skip(1).map(Packet::of).flatMap(Optional::stream);
        }

        private static Optional<Packet> of(String line) {
            Matcher fields = LINE.matcher(line);
            return fields.matches() && fields.group(4).length() % 2 == 0
                    ? Optional.of(new Packet(Long.parseLong(fields.group(1)), fields.group(2).equals("<"),
                            Integer.parseInt(fields.group(3)), HEX.parseHex(fields.group(4))))
                    : Optional.empty();
        }
    }

    @Override
    public synchronized void packet(boolean received, InetSocketAddress local, InetSocketAddress remote, long atNanos,
            int length, byte[] head) {
        if (kept == MOST) {
            flush();
            return;
        }
        boolean full = lines.length() > LONGEST || atNanos - beganNanos > LONGEST_NANOS || atNanos - beganNanos < 0;
        if (full || !local.equals(ours) || !remote.equals(peer)) {
            flush();
            ours = local;
            peer = remote;
            beganNanos = atNanos;
            began = clock.instant().minusNanos(System.nanoTime() - atNanos);
        }
        kept++;
        lines.append('\n').append((atNanos - beganNanos) / 1000).append(received ? " < " : " > ").append(length)
                .append(' ').append(HEX.formatHex(head));
    }

    /** Hands over what is held. */
    public synchronized void flush() {
        if (!lines.isEmpty()) {
            log.step(began, callId, Kind.RTP, text(ours) + " - " + text(peer) + lines);
            lines.setLength(0);
        }
    }

    private static String text(@Nullable InetSocketAddress address) {
        return address == null ? "" : address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
