package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;

/** One request outside calls and its final response. */
final class Exchange implements Outbox.Outcome {
    private static final int PER_WAY = 8; // times T1: sent four times by then (RFC 3261, 17.1.2.2)
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

    /**
     * The first answer of several ways: where one cannot be reached, says 503 or nothing at all, the next is asked (RFC
     * 3263, 4.3). Waits.
     *
     * @param make the request for a way
     * @return the response; empty if none came in time
     * @throws SipException if no way could be taken
     */
    static Optional<Response> first(Workshop shop, List<Way> ways, Function<Way, Request> make, Duration patience) {
        for (Iterator<Way> each = ways.iterator(); each.hasNext();) {
            Way way = each.next();
            boolean last = !each.hasNext();
            Duration perWay = shop.t1(way).multipliedBy(PER_WAY);
            try {
                Optional<Response> answer = of(shop.outbox(), way.listener(), make.apply(way))
                        .await(last || patience.compareTo(perWay) < 0 ? patience : perWay);
                if (answer.isPresent() && (last || answer.get().getStatusCode() != 503)) {
                    shop.targets().worked(way);
                    return answer;
                }
                shop.targets().failed(way);
                if (last) {
                    return answer;
                }
            } catch (SipException unreachable) {
                shop.targets().failed(way);
                if (last) {
                    throw unreachable;
                }
            }
        }
        return Optional.empty();
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
