package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacketClockTest {
    private static final long MS = 1_000_000;

    private final PacketClock clock = new PacketClock();

    private void packet(boolean received, boolean marker, int timestamp, long atMs) {
        byte[] head = ByteBuffer.allocate(12).put((byte) 0x80).put((byte) (marker ? 0x80 : 0)).putShort((short) 1)
                .putInt(timestamp).putInt(7).array();
        var address = InetSocketAddress.createUnresolved("phone.invalid", 4000);
        clock.packet(received, address, address, atMs * MS, 172, head);
    }

    /** A sender report (RFC 3550, 6.4.1) without blocks. */
    private void report(boolean received, long atMs) {
        byte[] head = ByteBuffer.allocate(28).put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(7).array();
        var address = InetSocketAddress.createUnresolved("phone.invalid", 4001);
        clock.packet(received, address, address, atMs * MS, head.length, head);
    }

    @Test
    void aPacketOfSilenceBehindTheBeepIsNoPartOfIt() {
        packet(true, true, -160, 1000);
        packet(true, false, 0, 1021);
        packet(true, false, 160, 1040);
        packet(true, false, 4000, 1520);
        packet(true, false, 7840, 2000);

        assertThat(clock.talkspurtEndNanos()).isEqualTo(1060 * MS);
    }

    @Test
    void theBeepBehindTheGreetingCounts() {
        packet(true, true, 0, 1000);
        packet(true, false, 160, 1020);
        packet(true, false, 4000, 1500);
        packet(true, true, 8000, 2000);
        packet(true, false, 8160, 2020);

        assertThat(clock.talkspurtEndNanos()).isEqualTo(2040 * MS);
    }

    @Test
    void aReportIsNeitherHeardNorSpoken() {
        packet(true, true, 0, 1000);
        packet(true, false, 160, 1020);
        report(true, 1700);
        report(false, 1710);

        assertThat(clock.talkspurtEndNanos()).isEqualTo(1040 * MS);
        assertThat(clock.sentSince(1000 * MS).audio()).isZero();
    }

    @Test
    void whatIsSentBehindTheEndCountsHoweverLateItLeaves() {
        packet(false, true, 0, 980);
        packet(false, false, 160, 1000);
        packet(false, false, 320, 1090);
        packet(false, false, 480, 1091);

        assertThat(clock.sentSince(1000 * MS).audio()).isEqualTo(Duration.ofMillis(60));
    }

    @Test
    void aTelephoneThatStoodStillLeavesOpenWhetherItsPauseIsPartOfTheRecording() {
        packet(false, true, 0, 980);
        packet(false, false, 160, 1800);
        packet(false, false, 320, 1820);

        Talked talked = clock.sentSince(1000 * MS);
        assertThat(talked).isEqualTo(new Talked(Duration.ofMillis(40), Duration.ofMillis(840)));
        assertThat(talked.differenceTo(Duration.ofMillis(30))).isEqualTo(Duration.ofMillis(10));
        assertThat(talked.differenceTo(Duration.ofMillis(40))).isZero();
        assertThat(talked.differenceTo(Duration.ofMillis(840))).isZero();
        assertThat(talked.differenceTo(Duration.ofMillis(850))).isEqualTo(Duration.ofMillis(10));
    }
}
