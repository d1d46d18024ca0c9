package org.voxpost.mailbox.wire.emsmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Prefixes;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ndr.ContextHandle;

/** Stubs composed from [MS-OXCRPC] 3.1.4, 3.3.4.1 and section 6; there is no trace of a live server among them. */
class EmsmdbVectorsTest {
    private static final String DN = "/o=Lab/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna";
    private static final ContextHandle HANDLE = new ContextHandle(0,
            UUID.fromString("33221100-5544-7766-8899-aabbccddeeff"));
    private static final ContextHandle ASYNCHRONOUS = new ContextHandle(0,
            UUID.fromString("ffeeddcc-bbaa-9988-7766-554433221100"));
    private static final byte[] EMPTY_BUFFER = {0, 0, 4, 0, 2, 0, 2, 0, 2, 0};

    private final Vectors vectors = Vectors.of("emsmdb-ndr.txt");

    @Test
    void connects() {
        var request = new ConnectEx.Request(DN, 0, 0x3f2a11b7, 1252, 0x409, 0x409, ClientVersion.OURS);

        assertThat(request.stub()).isEqualTo(vectors.get("ecdoconnectex.request"));
        assertThat(ConnectEx.Request.read(request.stub())).isEqualTo(request);
    }

    @Test
    void isConnected() {
        var answer = new ConnectEx.Answer(HANDLE, 60_000, 6, 10_000, 5, "", "Anna",
                new ClientVersion(0x0f00, 0x834f, 0x0fc8), ClientVersion.OURS, 0x5f3c2a10, 0);

        assertThat(ConnectEx.Answer.read(vectors.get("ecdoconnectex.response"))).isEqualTo(answer);
        assertThat(answer.stub()).isEqualTo(vectors.get("ecdoconnectex.response"));
    }

    @Test
    void carriesRopBuffers() {
        var request = new RpcExt2.Request(HANDLE, RpcExt2.NO_COMPRESSION | RpcExt2.NO_XOR_MAGIC, EMPTY_BUFFER, 0x8000);
        RpcExt2.Request read = RpcExt2.Request.read(vectors.get("ecdorpcext2.request"));

        assertThat(request.stub()).isEqualTo(vectors.get("ecdorpcext2.request"));
        assertThat(read.rops()).isEqualTo(EMPTY_BUFFER);
        assertThat(read.most()).isEqualTo(0x8000);
    }

    @Test
    void carriesThemBack() {
        RpcExt2.Answer read = RpcExt2.Answer.read(vectors.get("ecdorpcext2.response"));

        assertThat(new RpcExt2.Answer(HANDLE, EMPTY_BUFFER, 3, 0).stub(0x8000))
                .isEqualTo(vectors.get("ecdorpcext2.response"));
        assertThat(read.rops()).isEqualTo(EMPTY_BUFFER);
        assertThat(read.duration()).isEqualTo(3);
    }

    @Test
    void disconnectsAndWaits() {
        assertThat(Emsmdb.handle(HANDLE)).isEqualTo(vectors.get("ecdodisconnect.request"));
        assertThat(new Emsmdb.HandleAnswer(ContextHandle.NIL, 0).stub())
                .isEqualTo(vectors.get("ecdodisconnect.response"));
        assertThat(Emsmdb.readHandle(vectors.get("ecdoasyncconnectex.request"))).isEqualTo(HANDLE);
        assertThat(Emsmdb.HandleAnswer.read(vectors.get("ecdoasyncconnectex.response")))
                .isEqualTo(new Emsmdb.HandleAnswer(ASYNCHRONOUS, 0));
        assertThat(Emsmdb.wait(ASYNCHRONOUS)).isEqualTo(vectors.get("ecdoasyncwaitex.request"));
        assertThat(Emsmdb.readWait(vectors.get("ecdoasyncwaitex.request"))).isEqualTo(ASYNCHRONOUS);
        assertThat(Emsmdb.WaitAnswer.read(vectors.get("ecdoasyncwaitex.response")))
                .isEqualTo(new Emsmdb.WaitAnswer(Emsmdb.NOTIFICATION_PENDING, 0));
    }

    @Test
    void refusesEveryShorterStub() {
        Map<String, Function<byte[], Object>> readers = Map.of("ecdoconnectex.request", ConnectEx.Request::read,
                "ecdoconnectex.response", ConnectEx.Answer::read, "ecdorpcext2.request", RpcExt2.Request::read,
                "ecdorpcext2.response", RpcExt2.Answer::read, "ecdodisconnect.request", Emsmdb::readHandle,
                "ecdodisconnect.response", Emsmdb.HandleAnswer::read, "ecdoasyncwaitex.request", Emsmdb::readWait,
                "ecdoasyncwaitex.response", Emsmdb.WaitAnswer::read);

        readers.forEach((name, reader) -> {
            for (byte[] shorter : Prefixes.of(vectors.get(name))) {
                assertThatThrownBy(() -> reader.apply(shorter)).as(name).isInstanceOf(WireException.class);
            }
        });
    }

    @Test
    void refusesLengthsOutOfRange() {
        byte[] tooMuchWanted = vectors.get("ecdorpcext2.request");
        tooMuchWanted[46] = 0x05; // pcbOut 0x58000
        byte[] contradicting = vectors.get("ecdorpcext2.request");
        contradicting[40] = 9; // cbIn
        byte[] auxiliary = vectors.get("ecdoconnectex.request");
        auxiliary[140] = 0x09; // pcbAuxOut 0x1009

        assertThatThrownBy(() -> RpcExt2.Request.read(tooMuchWanted)).hasMessageContaining("pcbOut");
        assertThatThrownBy(() -> RpcExt2.Request.read(contradicting)).hasMessageContaining("cbIn");
        assertThatThrownBy(() -> ConnectEx.Request.read(auxiliary)).hasMessageContaining("pcbAuxOut");
    }
}
