package org.voxpost.lab.emsmdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.mapihttp.AnswerReader;
import org.voxpost.mailbox.wire.mapihttp.MailboxBody;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.ExtendedBuffer;
import org.voxpost.mailbox.wire.rop.Logon;
import org.voxpost.mailbox.wire.rop.OpenFolder;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.RopBuffer;
import org.voxpost.mailbox.wire.rop.RopReply;
import org.voxpost.mailbox.wire.rop.RopRequest;

/** The mailbox endpoint refuses what [MS-OXCMAPIHTTP] 3.2 refuses, seen with the JDK's own HTTP client. */
class MapiHttpFrontEndTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final String DN = AddressBook.person("", IVY).text(Tags.EMAIL_ADDRESS);

    private final HttpClient client = HttpClient.newHttpClient();
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value(), "bo@corp.example"));
    }

    @AfterEach
    void stop() {
        client.close();
        lab.close();
    }

    @Test
    void withoutSignInNothingIsAnswered() throws Exception {
        var response = client.send(
                HttpRequest.newBuilder(lab.mapiUrl()).POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(response.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-RequestType", "X-RequestId", "X-ClientInfo", "X-ClientApplication"})
    void aRequestWithoutAHeaderItNeedsIsCode7(String missing) throws Exception {
        assertThat(code(send("PING", new byte[0], "", "svc", missing))).isEqualTo("7");
    }

    @Test
    void anUnknownRequestTypeIsCode5() throws Exception {
        assertThat(code(send("Dance", new byte[0], "", "svc", ""))).isEqualTo("5");
    }

    @Test
    void aPingIsAnsweredWithoutContext() throws Exception {
        HttpResponse<byte[]> response = send("ping", new byte[0], "", "svc", "");

        assertThat(code(response)).isEqualTo("0");
        assertThat(payload(response)).isEmpty();
    }

    @Test
    void executeNeedsACookieAndAKnownOne() throws Exception {
        assertThat(code(send("Execute", execute(), "", "svc", ""))).isEqualTo("13");
        assertThat(code(send("Execute", execute(), "MapiContext=none; MapiSequence=1", "svc", ""))).isEqualTo("10");
    }

    @Test
    void aContextBelongsToWhoMadeIt() throws Exception {
        String cookies = connect();

        assertThat(code(send("Execute", execute(), cookies, "ivy", ""))).isEqualTo("10");
    }

    @Test
    void aSequenceCookieIsGoodOnce() throws Exception {
        String cookies = connect();

        assertThat(code(send("Execute", execute(), cookies, "svc", ""))).isEqualTo("0");
        assertThat(code(send("Execute", execute(), cookies, "svc", ""))).isEqualTo("15");
    }

    @Test
    void aContextIsGoneAfterDisconnect() throws Exception {
        String first = connect();
        HttpResponse<byte[]> bye = send("Disconnect", new MailboxBody.DisconnectRequest().bytes(), first, "svc", "");

        assertThat(code(bye)).isEqualTo("0");
        assertThat(code(send("Execute", execute(), first, "svc", ""))).isEqualTo("10");
    }

    @Test
    void anUnknownUserIsToldInTheLongForm() throws Exception {
        byte[] body = new MailboxBody.ConnectRequest("/o=Lab/cn=nobody", 0, 1252, 1033, 1033).bytes();
        var in = new WireReader(payload(send("Connect", body, "", "ivy", "")));

        assertThat(in.int32("StatusCode")).isZero();
        assertThat(MailboxBody.ConnectResponse.read(in).errorCode()).isEqualTo(ErrorCode.UNKNOWN_USER);
    }

    @Test
    void aBodyCutShortIsCode12() throws Exception {
        assertThat(code(send("Connect", new byte[]{'x'}, "", "svc", ""))).isEqualTo("12");
    }

    @Test
    void aBufferThatIsNoneIsARopFormatError() throws Exception {
        byte[] broken = new MailboxBody.ExecuteRequest(3, new byte[]{1, 2, 3}, 0x10008).bytes();
        var in = new WireReader(payload(send("Execute", broken, connect(), "svc", "")));
        in.int32("StatusCode");

        assertThat(MailboxBody.ExecuteResponse.read(in).errorCode()).isEqualTo(ErrorCode.RPC_FORMAT);
    }

    @Test
    void aRopOnASlotThatHoldsNothingIsANullObject() throws Exception {
        var rop = new OpenFolder(0, 1, new ObjectId(1), 0);

        assertThat(reply(rop, 2).returnValue()).isEqualTo(ErrorCode.NULL_OBJECT);
    }

    @Test
    void aLogonWithoutReplicaMappingIsAnInvalidParameter() throws Exception {
        assertThat(reply(new Logon(0, Logon.PRIVATE, Logon.HOME_LOGON, DN), 1).returnValue())
                .isEqualTo(ErrorCode.INVALID_PARAMETER);
    }

    private RopReply reply(Rop<?> rop, int slots) throws Exception {
        var table = new int[slots];
        java.util.Arrays.fill(table, RopBuffer.NO_HANDLE);
        byte[] rops = ExtendedBuffer.pack(RopBuffer.of(List.of(RopRequest.of(rop)), table).bytes());
        byte[] body = new MailboxBody.ExecuteRequest(3, rops, 0x10008).bytes();
        var in = new WireReader(payload(send("Execute", body, connect(), "svc", "")));
        in.int32("StatusCode");
        byte[] answer = MailboxBody.ExecuteResponse.read(in).ropBuffer();
        return (RopReply) RopBuffer.read(ExtendedBuffer.unpack(answer).getFirst()).answers(List.of(rop)).getFirst();
    }

    private static byte[] execute() {
        byte[] poll = ExtendedBuffer.pack(new RopBuffer(new byte[0], new int[0]).bytes());
        return new MailboxBody.ExecuteRequest(3, poll, 0x10008).bytes();
    }

    /** @return the cookies of a new context */
    private String connect() throws Exception {
        byte[] body = new MailboxBody.ConnectRequest(DN, 0, 1252, 1033, 1033).bytes();
        return send("Connect", body, "", "svc", "").headers().allValues("Set-Cookie").stream()
                .map(line -> line.split(";")[0]).collect(Collectors.joining("; "));
    }

    private HttpResponse<byte[]> send(String type, byte[] body, String cookies, String user, String without)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(lab.mapiUrl() + "?MailboxId=x"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/mapi-http")
                .header("Authorization", "Basic "
                        + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8)));
        header(request, "X-RequestType", type, without);
        header(request, "X-RequestId", "{00000000-0000-0000-0000-000000000001}:1", without);
        header(request, "X-ClientInfo", "{00000000-0000-0000-0000-000000000002}:1", without);
        header(request, "X-ClientApplication", "Outlook/15.00.0000.0000", without);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void header(HttpRequest.Builder request, String name, String value, String without) {
        if (!name.equals(without)) {
            request.header(name, value);
        }
    }

    private static String code(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return response.headers().firstValue("X-ResponseCode").orElseThrow();
    }

    private static byte[] payload(HttpResponse<byte[]> response) throws IOException {
        assertThat(code(response)).isEqualTo("0");
        return AnswerReader.read(new ByteArrayInputStream(response.body()), 1 << 20).body();
    }
}
