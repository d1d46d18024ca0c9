package org.voxpost.mailbox.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.voxpost.mailbox.auth.ConnectionSignIn;

/**
 * Notes in the context when a request's first byte may leave. It takes the note back after a 401 or 407: the server
 * refused to look at the request, and the next leg of a sign-in may still fail to leave.
 */
final class SentMark extends HttpRequestExecutor {
    private static final String ATTRIBUTE = "voxpost.sent-at";

    private final Optional<ConnectionSignIn> signIn;

    SentMark(Optional<ConnectionSignIn> signIn) {
        this.signIn = signIn;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
            HttpResponseInformationCallback informed, HttpContext context) throws IOException, HttpException {
        if ("CONNECT".equalsIgnoreCase(request.getMethod())) { // to the proxy: not the request itself
            return super.execute(request, connection, informed, context);
        }
        if (signIn.isEmpty()) {
            return marked(request, connection, informed, context);
        }
        return signIn.get().execute(request, connection, leg -> super.execute(leg, connection, informed, context),
                whole -> marked(whole, connection, informed, context));
    }

    private ClassicHttpResponse marked(ClassicHttpRequest request, HttpClientConnection connection,
            HttpResponseInformationCallback informed, HttpContext context) throws IOException, HttpException {
        context.setAttribute(ATTRIBUTE, Instant.now());
        ClassicHttpResponse response = super.execute(request, connection, informed, context);
        if (response.getCode() == 401 || response.getCode() == 407) {
            context.removeAttribute(ATTRIBUTE);
        }
        return response;
    }

    static Optional<Instant> of(HttpContext context) {
        return Optional.ofNullable((Instant) context.getAttribute(ATTRIBUTE));
    }
}
