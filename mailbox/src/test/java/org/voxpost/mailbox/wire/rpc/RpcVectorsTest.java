package org.voxpost.mailbox.wire.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Prefixes;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ntlm.NtlmSessions;

/** PDUs composed from [C706] 12.6 and [MS-RPCE] 2.2.2; bind and ept_map agree with independent implementations. */
class RpcVectorsTest {
    private static final int NTLM_FLAGS = 0xe28a_8233;

    private final Vectors pdus = Vectors.of("rpc-pdu.txt");
    private final Vectors epm = Vectors.of("epm.txt");
    private final Vectors sealed = Vectors.of("rpc-ntlm-privacy.txt");

    @Test
    void writesAndReadsBinds() {
        assertBind("bind.nspi", Syntax.NSPI);
        assertBind("bind.emsmdb", Syntax.EMSMDB);
    }

    @Test
    void readsAndWritesAcknowledgements() {
        Pdu pdu = Pdu.read(pdus.get("bind_ack"));
        BindAck ack = BindAck.read(pdu.body());

        assertThat(ack.address()).isEqualTo("135");
        assertThat(ack.group()).isEqualTo(0x53f0);
        assertThat(ack.results()).containsExactly(BindAck.Result.accepted());
        assertThat(Pdu.of(Pdu.BIND_ACK, 1, ack.write()).write()).isEqualTo(pdus.get("bind_ack"));
    }

    @Test
    void writesRequestsAndResponses() {
        assertThat(Calls.request(2, new Calls.Request(0, 6, new byte[8]), 5840, 0).getFirst().write())
                .isEqualTo(pdus.get("request"));
        assertThat(Calls.response(2, 0, new byte[4], 5840, 0).getFirst().write()).isEqualTo(pdus.get("response"));
        assertThat(Calls.readRequest(Pdu.read(pdus.get("request.object"))).stub()).hasSize(4);
    }

    @Test
    void readsFaults() {
        assertThat(Calls.readFault(Pdu.read(pdus.get("fault"))).status()).isEqualTo(RpcFaults.NO_SUCH_OPERATION);
        assertThat(Calls.readFault(Pdu.read(pdus.get("fault.badstub"))).status()).isEqualTo(RpcFaults.BAD_STUB);
        assertThat(Calls.fault(2, new Calls.Fault(0, RpcFaults.NO_SUCH_OPERATION)).write())
                .isEqualTo(pdus.get("fault"));
    }

    @Test
    void putsFragmentsTogether() throws IOException {
        var in = new ByteArrayInputStream(pdus.get("fragments"));
        var assembly = new Calls.Assembly();
        Pdu first = Pdu.read(Pdu.next(in).orElseThrow());
        Pdu last = Pdu.read(Pdu.next(in).orElseThrow());

        assertThat(assembly.add(first, Calls.readRequest(first).stub())).isEmpty();
        assertThat(assembly.add(last, Calls.readRequest(last).stub()).orElseThrow()).asString()
                .isEqualTo("AAAAAAAABBBB");
        assertThat(Pdu.next(in)).isEmpty();
        assertThatThrownBy(() -> new Calls.Assembly().add(last, new byte[4])).isInstanceOf(WireException.class);
    }

    @Test
    void splitsLongStubsAndRespectsTheLargestPdu() {
        byte[] stub = new byte[10_000];
        Arrays.fill(stub, (byte) 7);
        List<Pdu> parts = Calls.request(9, new Calls.Request(0, 11, stub), 5840, 40);
        var assembly = new Calls.Assembly();

        Optional<byte[]> whole = Optional.empty();
        for (Pdu part : parts) {
            assertThat(part.write().length).isLessThanOrEqualTo(5800);
            whole = assembly.add(part, Calls.readRequest(part).stub());
        }
        assertThat(whole).contains(stub);
    }

    @Test
    void sealsAndUnseals() {
        byte[] plain = sealed.get("plain.signed.region");
        Pdu request = new Pdu(Pdu.REQUEST, Pdu.WHOLE, 2, Arrays.copyOfRange(plain, 16, 44), Optional.empty());

        assertThat(security(Pdu.Verifier.PRIVACY, true).protect(request)).isEqualTo(sealed.get("sealed.pdu"));
        assertThat(security(Pdu.Verifier.INTEGRITY, true).protect(request)).isEqualTo(sealed.get("integrity.pdu"));
        assertThat(security(Pdu.Verifier.PRIVACY, false).unprotect(sealed.get("sealed.pdu")).body())
                .isEqualTo(request.body());
        byte[] changed = sealed.get("integrity.pdu");
        changed[30] ^= 1;
        assertThatThrownBy(() -> security(Pdu.Verifier.INTEGRITY, false).unprotect(changed))
                .isInstanceOf(WireException.class).hasMessageContaining("signature");
        assertThatThrownBy(() -> security(Pdu.Verifier.PRIVACY, false).unprotect(pdus.get("request")))
                .isInstanceOf(WireException.class).hasMessageContaining("without signature");
    }

    @Test
    void asksTheEndpointMapper() {
        Tower tower = Tower.read(epm.get("tower.emsmdb"));

        assertThat(tower).isEqualTo(new Tower(Syntax.EMSMDB, 135, List.of(0, 0, 0, 0)));
        assertThat(tower.write()).isEqualTo(epm.get("tower.emsmdb"));
        assertThat(EndpointMap.request(tower)).isEqualTo(epm.get("ept_map.request"));
        assertThat(EndpointMap.request(epm.get("ept_map.request"))).contains(tower);
        assertThat(EndpointMap.answer(epm.get("ept_map.response")))
                .containsExactly(new Tower(Syntax.EMSMDB, 49664, List.of(192, 0, 2, 10)));
        assertThat(EndpointMap.answer(EndpointMap.answer(List.of()))).isEmpty();
    }

    @Test
    void refusesEveryShorterMessage() {
        for (String name : List.of("bind.nspi", "bind_ack", "request", "response", "fault")) {
            for (byte[] shorter : Prefixes.of(pdus.get(name))) {
                assertThatThrownBy(() -> Pdu.read(shorter)).as(name).isInstanceOf(WireException.class);
            }
        }
        for (byte[] shorter : Prefixes.of(epm.get("ept_map.response"))) {
            assertThatThrownBy(() -> EndpointMap.answer(shorter)).isInstanceOf(WireException.class);
        }
        for (byte[] shorter : Prefixes.of(epm.get("tower.emsmdb"))) {
            assertThatThrownBy(() -> Tower.read(shorter)).isInstanceOf(WireException.class);
        }
    }

    private void assertBind(String vector, Syntax wanted) {
        assertThat(Pdu.of(Pdu.BIND, 1, Bind.to(wanted, 0, 0).write()).write()).isEqualTo(pdus.get(vector));
        assertThat(Bind.read(Pdu.read(pdus.get(vector)).body())).isEqualTo(Bind.to(wanted, 0, 0));
    }

    /** With the keys of the published NTLM example. */
    private static RpcSecurity security(int level, boolean client) {
        byte[] key = Vectors.of("ntlmv2.txt").get("random.session.key");
        return new RpcSecurity(NtlmSessions.of(key, NTLM_FLAGS, client), level, 0);
    }
}
