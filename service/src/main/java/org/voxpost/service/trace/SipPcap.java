package org.voxpost.service.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes traced SIP messages as a capture file for protocol analysers: pcap of raw IPv4, each message as one UDP datagram
 * whatever carried it, between the peer's address and {@code ours}. What is masked in the trace is masked here.
 */
public final class SipPcap {
    private static final Pattern PEER = Pattern.compile("^([^\\r\\n]*?)  \\[(.*):(\\d{1,5})]");
    private static final int RAW_IP = 101;
    private static final int LONGEST = 65_000;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int SIP_PORT = 5060;
    private static final byte[] NOWHERE = {0, 0, 0, 0};

    private final OutputStream out;
    private final byte[] ours;

    /**
     * Writes the file's header.
     *
     * @param ours our address; one that is no IPv4 is written as 0.0.0.0
     */
    public SipPcap(OutputStream out, String ours) throws IOException {
        this.out = out;
        this.ours = address(ours);
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(0xffff)
                .putInt(RAW_IP);
        out.write(header.array());
    }

    /** Writes one step; nothing if it is no SIP message of a known peer. */
    public void write(TraceStep step) throws IOException {
        Matcher first = PEER.matcher(step.text());
        boolean in = step.kind() == TraceStep.Kind.SIP_IN;
        if (!in && step.kind() != TraceStep.Kind.SIP_OUT || !first.find()) {
            return;
        }
        byte[] text = (first.group(1) + step.text().substring(first.end())).getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, LONGEST);
        byte[] peer = address(first.group(2));
        int port = Math.min(Integer.parseInt(first.group(3)), 0xffff);
        ByteBuffer packet = ByteBuffer.allocate(IP_HEADER + UDP_HEADER + length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0).put((byte) 64)
                .put((byte) 17).putShort((short) 0).put(in ? peer : ours).put(in ? ours : peer);
        packet.putShort(10, checksum(packet.array()));
        packet.putShort((short) (in ? port : SIP_PORT)).putShort((short) (in ? SIP_PORT : port))
                .putShort((short) (UDP_HEADER + length)).putShort((short) 0).put(text, 0, length);
        record(step.at(), packet.array());
    }

    private void record(Instant at, byte[] packet) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt((int) at.getEpochSecond()).putInt(at.getNano() / 1000).putInt(packet.length)
                .putInt(packet.length);
        out.write(header.array());
        out.write(packet);
    }

    /** The IPv4 header's (RFC 791, 3.1). */
    private static short checksum(byte[] packet) {
        int sum = 0;
        for (int i = 0; i < IP_HEADER; i += 2) {
            sum += (packet[i] & 0xff) << 8 | packet[i + 1] & 0xff;
        }
        sum = (sum & 0xffff) + (sum >> 16);
        return (short) ~((sum & 0xffff) + (sum >> 16));
    }

    private static byte[] address(String text) {
        try {
            byte[] address = InetAddress.ofLiteral(text).getAddress();
            return address.length == 4 ? address : NOWHERE;
        } catch (IllegalArgumentException name) {
            return NOWHERE;
        }
    }
}
