package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;

/** One request outside calls and its final response. */
final class Exchange implements Outbox.Outcome {
    private final CompletableFuture<Optional<Response>> end = new CompletableFuture<>();

    private Exchange() {
    }

    /** Sends the request on a virtual thread, for it may wait for a connection. */
    static Exchange of(Outbox outbox, BoundListener listener, Request request) {
        Exchange exchange = new Exchange();
        Thread.startVirtualThread(() -> {
            try {
                outbox.request(listener, request, exchange);
            } catch (SipException unreachable) {
                exchange.end.completeExceptionally(unreachable);
            }
        });
        return exchange;
    }

    static SipStatus status(Response response) {
        String phrase = response.getReasonPhrase();
        return new SipStatus(response.getStatusCode(), phrase == null ? "" : phrase);
    }

    /**
     * Waits for the final response.
     *
     * @return the response; empty if none came in time
     * @throws SipException if the request could not be sent
     */
    Optional<Response> await(Duration patience) {
        try {
            return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLate) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new SipException(String.valueOf(failed.getMessage()), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void response(Response response) {
        if (response.getStatusCode() >= 200) {
            end.complete(Optional.of(response));
        }
    }

    @Override
    public void timeout() {
        end.complete(Optional.empty());
    }
}
