package org.voxpost.mailbox.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.http.RawServer;

/** The legs of Negotiate over HTTP; tickets of a real KDC are in deploy/interop/kerberos. */
@Timeout(30)
class NegotiateSignInTest {
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private int ticketsMade;

    private NegotiateSignIn.Ticket ticket(String host, Optional<byte[]> binding) {
        hosts.add(host + " " + binding.isPresent());
        byte[] token = ("t" + ++ticketsMade).getBytes(StandardCharsets.US_ASCII);
        return new NegotiateSignIn.Ticket() {
            @Override
            public byte[] token() {
                return token;
            }

            @Override
            public void verify(byte[] answer) throws IOException {
                if (!Arrays.equals(answer, new byte[]{'o', 'k'})) {
                    throw new IOException("the server does not prove itself");
                }
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    private static CloseableHttpClient client(NegotiateSignIn signIn) {
        return HttpClients.custom().disableAutomaticRetries().disableAuthCaching()
                .setRequestExecutor(new HttpRequestExecutor() {
                    @Override
                    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
                            HttpResponseInformationCallback callback, HttpContext context)
                            throws IOException, HttpException {
                        return signIn.execute(request, connection, r -> super.execute(r, connection, callback, context),
                                r -> super.execute(r, connection, callback, context));
                    }
                }).build();
    }

    private int post(CloseableHttpClient client, RawServer server) throws IOException {
        HttpPost post = new HttpPost(server.uri("/EWS"));
        post.setEntity(new StringEntity("body"));
        return client.execute(post, answer -> {
            EntityUtils.consume(answer.getEntity());
            return answer.getCode();
        });
    }

    private static String b64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theTicketGoesWithTheFirstRequestOfAConnectionAndNoOther() throws IOException {
        try (RawServer server = new RawServer(c -> {
            for (var request = c.request(); request != null; request = c.request()) {
                authorizations.add(request.field("Authorization"));
                assertThat(request.text()).isEqualTo("body");
                c.answer(200, "WWW-Authenticate: Negotiate " + b64("ok") + "\r\n", "");
            }
        }); CloseableHttpClient client = client(new NegotiateSignIn(this::ticket))) {
            assertThat(post(client, server)).isEqualTo(200);
            assertThat(post(client, server)).isEqualTo(200);

            assertThat(authorizations).containsExactly("Negotiate " + b64("t1"), "");
            assertThat(hosts).containsExactly("localhost false");
        }
    }

    @Test
    void aServerThatForgetsConnectionsGetsATicketEachTime() throws IOException {
        try (RawServer server = new RawServer(c -> {
            for (var request = c.request(); request != null; request = c.request()) {
                authorizations.add(request.field("Authorization"));
                boolean ticket = request.field("Authorization").startsWith("Negotiate ");
                c.answer(ticket ? 200 : 401, ticket ? "" : "WWW-Authenticate: Negotiate\r\n", "");
            }
        }); CloseableHttpClient client = client(new NegotiateSignIn(this::ticket))) {
            for (int i = 0; i < 3; i++) {
                assertThat(post(client, server)).isEqualTo(200);
            }

            assertThat(authorizations).containsExactly("Negotiate " + b64("t1"), "", "Negotiate " + b64("t2"),
                    "Negotiate " + b64("t3"));
        }
    }

    @Test
    void aServerThatCannotProveItselfIsNotBelieved() throws IOException {
        try (RawServer server = new RawServer(c -> {
            c.request();
            c.answer(200, "WWW-Authenticate: Negotiate " + b64("no") + "\r\n", "answer");
        }); CloseableHttpClient client = client(new NegotiateSignIn(this::ticket))) {
            assertThatThrownBy(() -> post(client, server)).isInstanceOf(IOException.class)
                    .hasMessageContaining("prove");
        }
    }

    @Test
    void aRefusalIsHandedOn() throws IOException {
        try (RawServer server = new RawServer(c -> {
            for (var request = c.request(); request != null; request = c.request()) {
                c.answer(401, "WWW-Authenticate: Negotiate\r\n", "");
            }
        }); CloseableHttpClient client = client(new NegotiateSignIn(this::ticket))) {
            assertThat(post(client, server)).isEqualTo(401);
        }
    }

    @Test
    void withoutAKeyTableNothingIsSentAndTheReasonIsSaid() {
        var tickets = new KerberosTickets(
                new Account.Kerberos("svc@NOWHERE.EXAMPLE", Path.of("/nonexistent/voxpost.keytab")),
                InstantSource.system());

        assertThatThrownBy(() -> tickets.forHost("mail.corp.example", Optional.empty()))
                .isInstanceOf(IOException.class).hasMessageContaining("svc@NOWHERE.EXAMPLE")
                .hasMessageContaining("voxpost.keytab");
    }

    @Test
    void theJavaOfTheTestsCanBindToTls() {
        assertThat(TlsBinding.of(new byte[]{1, 2, 3})).isPresent();
    }
}
