package org.voxpost.sip.jain;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Damaged messages by the million, for deploy/chaos: {@code parse FROM COUNT} through gate and parser in this process,
 * {@code send PORT FROM COUNT} to a service on loopback, four of five by UDP, the fifth on a TCP connection of its own. Each
 * message has a number, told every 100,000, so that a run that was broken off goes on where it stood. Ends with 1 at the first fault.
 */
public final class MutationRun {
    private static final long SEED = Long.getLong("voxpost.fuzz.seed", 4475);
    private static final int TOLD_EVERY = 100_000;
    private static final int LARGEST_DATAGRAM = 60_000;

    private MutationRun() {
    }

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "parse" -> parse(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
            case "send" -> send(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]),
                    Long.parseLong(arguments[3]));
            default -> throw new IllegalArgumentException("parse FROM COUNT, or send PORT FROM COUNT");
        }
    }

    /** Its progress and sum are this program's output: deploy/chaos/sip shows them. */
    private static void parse(long from, long count) {
        Damaged damaged = new Damaged(SEED, "UDP");
        long taken = 0;
        for (long number = from; number < from + count; number++) {
            taken += damaged.survived(number) ? 1 : 0;
            if ((number + 1) % TOLD_EVERY == 0) {
                System.out.println("seed " + SEED + ", up to " + (number + 1) + ": " + taken + " still make sense");
            }
        }
        System.out.println(count + " damaged messages parsed or refused, " + taken + " still make sense");
    }

    private static void send(int port, long from, long count) throws IOException {
        Damaged datagrams = new Damaged(SEED, "UDP");
        Damaged streams = new Damaged(SEED, "TCP");
        InetSocketAddress service = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (long number = from; number < from + count; number++) {
                if (number % 5 == 4) {
                    stream(streams.message(number), service);
                } else {
                    byte[] message = datagrams.message(number);
                    socket.send(new DatagramPacket(message, Math.min(message.length, LARGEST_DATAGRAM), service));
                }
                if ((number + 1) % TOLD_EVERY == 0) {
                    System.out.println("seed " + SEED + ", sent up to " + (number + 1));
                }
            }
        }
        System.out.println(count + " damaged messages sent");
    }

    private static void stream(byte[] message, InetSocketAddress service) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoLinger(true, 0); // no port may wait for its end
            socket.connect(service, 5000);
            socket.getOutputStream().write(message);
        } catch (java.net.SocketException closedMeanwhile) {
            return; // the service does not read on where it cannot tell where the next message begins
        }
    }
}
