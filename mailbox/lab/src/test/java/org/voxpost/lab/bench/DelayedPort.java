package org.voxpost.lab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A port behind which another one is some way off: every byte arrives later by half a round trip, in order. */
final class DelayedPort implements AutoCloseable {
    private static final int PIECE = 64 * 1024;

    private final int target;
    private final long delayNanos;
    private final ServerSocket listener;

    private record Piece(long due, byte[] bytes) {
    }

    DelayedPort(int target, Duration roundTrip) throws IOException {
        this.target = target;
        this.delayNanos = roundTrip.dividedBy(2).toNanos();
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listener.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                relay(near, far);
                relay(far, near);
            }
        } catch (IOException closed) {
            return; // the listener is gone
        }
    }

    private void relay(Socket from, Socket to) {
        BlockingQueue<Piece> way = new LinkedBlockingQueue<>();
        Thread.startVirtualThread(() -> {
            try (from) {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[PIECE];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    way.add(new Piece(System.nanoTime() + delayNanos, Arrays.copyOf(buffer, count)));
                }
            } catch (IOException gone) {
                // the end is passed on
            } finally {
                way.add(new Piece(System.nanoTime() + delayNanos, new byte[0]));
            }
        });
        Thread.startVirtualThread(() -> {
            try (to) {
                OutputStream out = to.getOutputStream();
                for (Piece next = way.take(); next.bytes().length > 0; next = way.take()) {
                    TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
                    out.write(next.bytes());
                }
            } catch (IOException gone) {
                // so is its peer, soon
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
