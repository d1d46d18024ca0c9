package org.voxpost.sip.jain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.Transfer;
import org.voxpost.sip.Transfer.Outcome;

/** One REFER of ours: its response, and the news by NOTIFY (RFC 3515, 2.4.4 and 2.4.5). */
final class Referral implements Outbox.Outcome {
    private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 +([1-6]\\d\\d) ?([^\\r\\n]*).*", Pattern.DOTALL);
    private final CompletableFuture<Transfer> end = new CompletableFuture<>();
    private final LongConsumer onSequence;
    private volatile boolean accepted;

    /** @param onSequence learns the sequence number of a repetition with credentials */
    Referral(LongConsumer onSequence) {
        this.onSequence = onSequence;
    }

    @Override
    public void response(Response response) {
        int code = response.getStatusCode();
        if (code >= 300) {
            end.complete(new Transfer(Outcome.REFUSED, Exchange.status(response)));
        } else if (code >= 200) {
            accepted = true;
        }
    }

    @Override
    public void timeout() {
        end.complete(new Transfer(Outcome.REFUSED, SipStatus.REQUEST_TIMEOUT));
    }

    @Override
    public void resending(Request again) {
        onSequence.accept(Messages.sequence(again));
    }

    /** A NOTIFY: the status line in its body says how far the other call has come. */
    void news(Request notify) {
        String event = Messages.value(notify, "Event").orElse("");
        byte[] body = notify.getRawContent();
        if (!event.startsWith("refer") || body == null) {
            return;
        }
        accepted = true; // the news may overtake the response
        Matcher line = STATUS.matcher(new String(body, StandardCharsets.UTF_8).stripLeading());
        if (line.matches()) {
            SipStatus status = new SipStatus(Integer.parseInt(line.group(1)), line.group(2).strip());
            if (status.code() >= 200) {
                end.complete(new Transfer(status.isSuccess() ? Outcome.DONE : Outcome.FAILED, status));
            }
        }
    }

    /** The peer hung up: after it took the REFER that is its way of saying that it is done. */
    void callOver() {
        end.complete(accepted
                ? new Transfer(Outcome.DONE, SipStatus.OK)
                : new Transfer(Outcome.CALL_OVER, Statuses.NO_SUCH_CALL));
    }

    Transfer await(Duration patience) {
        try {
            return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            return new Transfer(accepted ? Outcome.NO_NEWS : Outcome.REFUSED, SipStatus.REQUEST_TIMEOUT);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Transfer(Outcome.NO_NEWS, SipStatus.REQUEST_TIMEOUT);
        }
    }
}
