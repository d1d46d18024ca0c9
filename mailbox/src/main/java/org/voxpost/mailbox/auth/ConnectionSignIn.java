package org.voxpost.mailbox.auth;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientConnection;

/**
 * Signing in that belongs to a connection, not to a request: NTLM. It runs where the connection is known, right before a
 * request would go out, so that a body is sent once, on a connection that is signed in already. As an HttpClient
 * {@code AuthScheme} it would see the 401 only after the whole body.
 *
 * <p>Safe for use by many threads, one at a time for each connection.
 */
public interface ConnectionSignIn {

    /** Sends one message over the connection at hand and reads the beginning of its answer. */
    @FunctionalInterface
    interface Leg {
        ClassicHttpResponse send(ClassicHttpRequest request) throws IOException, HttpException;
    }

    /**
     * Signs the connection in if it is not yet, then sends {@code request}.
     *
     * @param leg for messages without body that only sign in
     * @param whole for {@code request} itself
     * @return the answer to {@code request}; a 401 if the account is not let in
     * @throws IOException if the connection broke; before {@code whole} was called, nothing of the request left
     */
    ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection, Leg leg, Leg whole)
            throws IOException, HttpException;
}
