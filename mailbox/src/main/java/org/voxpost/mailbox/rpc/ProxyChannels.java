package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ntlm.ChannelBinding;
import org.voxpost.mailbox.wire.ntlm.NtlmCredentials;
import org.voxpost.mailbox.wire.ntlm.NtlmFlags;
import org.voxpost.mailbox.wire.ntlm.NtlmInitiator;
import org.voxpost.mailbox.wire.rpc.RpcFaults;

/**
 * Opens the HTTP requests that are the channels of RPC over HTTP ([MS-RPCH] 2.1.2.1), each on a connection of its own,
 * signed in.
 *
 * @param proxy scheme, host, port, path
 * @param target {@code server:port}
 */
record ProxyChannels(URI proxy, String target, HttpSettings http) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private static final String RPC_ERROR = "RPC Error: ";

    /** Sends RPC_OUT_DATA with its whole body. The answer is read later. */
    ProxySocket openOut(byte[] body, long lengthBytes) throws IOException, RpcFault {
        return open("RPC_OUT_DATA", lengthBytes, body);
    }

    /** Sends RPC_IN_DATA; the body goes on. */
    ProxySocket openIn(byte[] first, long lengthBytes) throws IOException, RpcFault {
        return open("RPC_IN_DATA", lengthBytes, first);
    }

    private ProxySocket open(String method, long lengthBytes, byte[] first) throws IOException, RpcFault {
        ProxySocket socket = connect();
        try {
            Optional<String> authorization = authorization(socket, method);
            socket.send(head(method, lengthBytes, authorization).getBytes(StandardCharsets.ISO_8859_1), first);
            return socket;
        } catch (IOException | RpcFault | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Optional<String> authorization(ProxySocket socket, String method) throws IOException, RpcFault {
        if (http.account() instanceof Account.Password account) {
            return Optional.of(account.scheme() == Account.Scheme.NTLM
                    ? ntlm(socket, method, account)
                    : "Basic " + base64((account.user() + ":" + account.password().reveal())
                            .getBytes(StandardCharsets.UTF_8)));
        }
        if (http.account() instanceof Account.Bearer bearer) {
            return Optional.of("Bearer " + bearer.token().reveal());
        }
        if (http.account() instanceof Account.Anonymous) {
            return Optional.empty();
        }
        throw new IllegalArgumentException("RPC over HTTP does not sign in by Kerberos");
    }

    private ProxySocket connect() throws IOException {
        boolean tls = "https".equalsIgnoreCase(proxy.getScheme());
        int port = proxy.getPort() > 0 ? proxy.getPort() : tls ? HTTPS : HTTP;
        var socket = new Socket();
        try {
            int limit = Math.toIntExact(http.connectTimeout().toMillis());
            socket.connect(new InetSocketAddress(proxy.getHost(), port), limit);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(limit);
            return new ProxySocket(socket, tls ? secured(socket, port) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket socket, int port) throws IOException {
        var secured = (SSLSocket) http.trust().context().getSocketFactory().createSocket(socket, proxy.getHost(), port,
                true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** The first two messages, on the same connection and without a body ([MS-NTHT]). @return the third */
    private String ntlm(ProxySocket socket, String method, Account.Password account) throws IOException, RpcFault {
        var initiator = new NtlmInitiator(NtlmCredentials.of(account.user(), account.password().reveal()),
                NtlmFlags.FOR_HTTP, RANDOM, InstantSource.system());
        socket.send(head(method, 0, Optional.of("NTLM " + base64(initiator.negotiate())))
                .getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
        ProxySocket.Answer answer = socket.answer();
        socket.skip(answer);
        byte[] challenge = answer.fields("WWW-Authenticate").stream().filter(value -> value.startsWith("NTLM "))
                .findFirst().map(value -> Base64.getDecoder().decode(value.substring(5).strip()))
                .orElseThrow(() -> refused(answer));
        try {
            return "NTLM " + base64(initiator.authenticate(challenge, binding(socket), "HTTP/" + proxy.getHost()));
        } catch (WireException e) {
            throw new IOException(method + " at " + proxy.getHost() + ": " + e.getMessage(), e);
        }
    }

    private static ChannelBinding binding(ProxySocket socket) throws IOException {
        return socket.socket() instanceof SSLSocket tls
                && tls.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                        ? ChannelBinding.of(certificate)
                        : ChannelBinding.NONE;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private String head(String method, long lengthBytes, Optional<String> authorization) {
        var head = new StringBuilder(method).append(' ').append(proxy.getRawPath()).append('?').append(target)
                .append(" HTTP/1.1\r\nHost: ").append(proxy.getAuthority())
                .append("\r\nAccept: application/rpc\r\nUser-Agent: MSRPC\r\nCache-Control: no-cache\r\n")
                .append("Connection: Keep-Alive\r\nPragma: No-cache\r\nContent-Length: ").append(lengthBytes)
                .append("\r\n");
        authorization.ifPresent(value -> head.append("Authorization: ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    /** Sorts an answer other than 200: the account, the server behind the proxy ({@code 503 RPC Error: 6ba}), or no RPC. */
    RpcFault refused(ProxySocket.Answer answer) {
        String said = "HTTP " + answer.status() + " " + answer.reason() + " of " + proxy.getHost();
        int status = switch (answer.status()) {
            case UNAUTHORIZED, FORBIDDEN -> RpcFaults.ACCESS_DENIED;
            case UNAVAILABLE -> rpcError(answer.reason());
            default -> RpcFaults.SERVER_UNAVAILABLE;
        };
        return new RpcFault(said, status);
    }

    private static int rpcError(String reason) {
        int from = reason.indexOf(RPC_ERROR);
        if (from < 0) {
            return RpcFaults.SERVER_UNAVAILABLE;
        }
        try {
            return Integer.parseUnsignedInt(reason.substring(from + RPC_ERROR.length()).strip(), 16);
        } catch (NumberFormatException noNumber) {
            return RpcFaults.SERVER_UNAVAILABLE;
        }
    }
}
