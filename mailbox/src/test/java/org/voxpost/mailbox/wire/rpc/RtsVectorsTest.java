package org.voxpost.mailbox.wire.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Prefixes;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;

/** RTS PDUs composed from [MS-RPCH] 2.2.4; CONN/A1, CONN/B1, flow control and ping agree with another implementation. */
class RtsVectorsTest {
    private static final UUID CONNECTION = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final UUID OUT = UUID.fromString("0f0e0d0c-0b0a-0908-0706-050403020100");
    private static final UUID IN = UUID.fromString("10111213-1415-1617-1819-1a1b1c1d1e1f");
    private static final UUID GROUP = UUID.fromString("20212223-2425-2627-2829-2a2b2c2d2e2f");
    private static final UUID SUCCESSOR = UUID.fromString("30313233-3435-3637-3839-3a3b3c3d3e3f");
    private static final int WINDOW = 262_144;

    private static final Map<String, Rts> ALL = Map.ofEntries(Map.entry("conn_a1", Rts.connA1(CONNECTION, OUT, WINDOW)),
            Map.entry("conn_b1", Rts.connB1(CONNECTION, IN, 1 << 30, 300_000, GROUP)),
            Map.entry("conn_a3", Rts.connA3(120_000)), Map.entry("conn_c2", Rts.connC2(65_536, 120_000)),
            Map.entry("flowcontrolack_with_destination",
                    Rts.acknowledge(RtsCommand.Destination.OUT_PROXY, 131_072, WINDOW, OUT)),
            Map.entry("flowcontrolack_to_client",
                    Rts.acknowledge(RtsCommand.Destination.CLIENT, 32_768, 65_536, IN)),
            Map.entry("ping", Rts.ping()),
            Map.entry("keepalive", Rts.of(Rts.OTHER_COMMAND, new RtsCommand.ClientKeepalive(120_000))),
            Map.entry("out_r2_a2", Rts.outA2()),
            Map.entry("out_r2_a3", Rts.outA3(CONNECTION, OUT, SUCCESSOR, WINDOW)),
            Map.entry("out_r2_a6", Rts.outA6()), Map.entry("out_r2_a7", Rts.outA7(SUCCESSOR)),
            Map.entry("out_r2_b3", Rts.outB3()), Map.entry("out_r2_c1", Rts.outC1()),
            Map.entry("in_r2_a1", Rts.inA1(CONNECTION, IN, SUCCESSOR)), Map.entry("in_r2_a4", Rts.inA4()),
            Map.entry("in_r2_a5", Rts.inA5(SUCCESSOR)));

    private final Vectors vectors = Vectors.of("rts.txt");

    @Test
    void writesAndReadsEveryOne() {
        assertThat(vectors.all().keySet()).containsExactlyInAnyOrderElementsOf(ALL.keySet());
        ALL.forEach((name, rts) -> {
            assertThat(rts.write()).as(name).isEqualTo(vectors.get(name));
            assertThat(Rts.read(vectors.get(name))).as(name).isEqualTo(rts);
        });
    }

    @Test
    void readsWhatOnlyProxiesSay() {
        var address = Rts.of(Rts.NONE, new RtsCommand.ClientAddress(0, new byte[]{127, 0, 0, 1}),
                new RtsCommand.Padding(3), new RtsCommand.PingTraffic(20), RtsCommand.Sign.NEGATIVE_ANCE);

        assertThat(Rts.read(address.write()).commands()).hasSize(4);
    }

    @Test
    void refusesEveryShorterOneAndCountsThatAreWrong() {
        for (String name : ALL.keySet()) {
            for (byte[] shorter : Prefixes.of(vectors.get(name))) {
                assertThatThrownBy(() -> Rts.read(shorter)).as(name).isInstanceOf(WireException.class);
            }
        }
        byte[] tooFew = vectors.get("conn_c2");
        tooFew[18] = 2;
        byte[] tooMany = vectors.get("conn_c2");
        tooMany[18] = 4;
        byte[] unknown = vectors.get("conn_a3");
        unknown[20] = 15;

        assertThatThrownBy(() -> Rts.read(tooFew)).hasMessageContaining("NumberOfCommands");
        assertThatThrownBy(() -> Rts.read(tooMany)).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> Rts.read(unknown)).hasMessageContaining("CommandType");
    }
}
