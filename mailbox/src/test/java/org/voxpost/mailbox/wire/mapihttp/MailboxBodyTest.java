package org.voxpost.mailbox.wire.mapihttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;

/** Every body of vectors/mapihttp-emsmdb.txt. */
class MailboxBodyTest {
    private static final Vectors VECTORS = Vectors.of("mapihttp-emsmdb.txt");

    static Stream<Arguments> bodies() {
        return Stream.of(request("connect.request", MailboxBody.ConnectRequest::read),
                response("connect.response", MailboxBody.ConnectResponse::read),
                response("connect.unknownuser.response", MailboxBody.ConnectResponse::read),
                request("execute.request", MailboxBody.ExecuteRequest::read),
                response("execute.response", MailboxBody.ExecuteResponse::read),
                request("disconnect.request", MailboxBody.DisconnectRequest::read),
                response("disconnect.response", MailboxBody.DisconnectResponse::read),
                request("notificationwait.request", MailboxBody.WaitRequest::read),
                response("notificationwait.response", MailboxBody.WaitResponse::read));
    }

    private static Arguments request(String vector, Function<byte[], MailboxBody> read) {
        return Arguments.of(vector, read);
    }

    private static Arguments response(String vector, Function<WireReader, MailboxBody> read) {
        Function<byte[], MailboxBody> whole = bytes -> {
            var in = new WireReader(bytes);
            assertThat(in.int32("StatusCode")).isZero();
            return read.apply(in);
        };
        return Arguments.of(vector, whole);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aBodyIsReadAndWrittenTheSameAndRefusedWhenCut(String vector, Function<byte[], MailboxBody> read) {
        byte[] bytes = VECTORS.get(vector);

        assertThat(read.apply(bytes).bytes()).isEqualTo(bytes);
        for (int length = 0; length < bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read.apply(prefix)).isInstanceOf(WireException.class);
        }
    }

    @Test
    void aFailureHasTheShortForm() {
        var in = new WireReader(VECTORS.get("connect.failure.response"));

        MailboxBody.Failure failure = MailboxBody.Failure.read(in.int32("StatusCode"), in);

        assertThat(failure.statusCode()).isEqualTo(1);
        assertThat(failure.bytes()).isEqualTo(VECTORS.get("connect.failure.response"));
    }

    @Test
    void aBufferLongerThanTheBodyIsRefusedBeforeItIsAllocated() {
        byte[] huge = Vectors.hex("00 00 00 00 FF FF FF 7F");

        assertThatThrownBy(() -> MailboxBody.ExecuteRequest.read(huge)).isInstanceOf(WireException.class)
                .hasMessageContaining("RopBufferSize");
    }
}
