package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.Optional;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi.Notice;
import org.voxpost.sip.Mwi.Outcome;
import org.voxpost.sip.Mwi.Result;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;

/** NOTIFY outside any subscription: what trunks understand although no RFC describes it. */
final class UnsolicitedNotify {
    private static final SipStatus TIMEOUT = SipStatus.REQUEST_TIMEOUT;
    private final Workshop shop;

    UnsolicitedNotify(Workshop shop) {
        this.shop = shop;
    }

    Result send(Notice notice, Duration patience) {
        Result first = send(notice, "active", patience);
        return first.status().code() == 481 ? send(notice, "terminated;reason=noresource", patience) : first;
    }

    private Result send(Notice notice, String state, Duration patience) {
        try {
            return Exchange
                    .first(shop, shop.targets().of(notice.target()), way -> notify(notice, state, way), patience)
                    .map(UnsolicitedNotify::result)
                    .orElseGet(() -> new Result(Outcome.TRY_LATER, TIMEOUT, Optional.empty()));
        } catch (SipException unreachable) {
            return new Result(Outcome.TRY_LATER, SipStatus.SERVICE_UNAVAILABLE, Optional.empty());
        }
    }

    private Request notify(Notice notice, String state, Way way) {
        Request notify = FirstRequest.of(Request.NOTIFY, notice.target(), notice.from(),
                FirstRequest.logical(notice.target()), way);
        shop.messages().addUserAgent(notify);
        Messages.add(notify, "Event", "message-summary");
        Messages.add(notify, "Subscription-State", state);
        Messages.body(notify, MessageSummary.TYPE, notice.summary().encode());
        return notify;
    }

    private static Result result(Response response) {
        int code = response.getStatusCode();
        Outcome outcome = switch (code) {
            case 401, 403, 407 -> Outcome.REFUSED;
            case 404, 410, 604 -> Outcome.UNKNOWN_EXTENSION;
            case 405, 481, 489, 501 -> Outcome.UNSUPPORTED;
            default -> code < 300 ? Outcome.ACCEPTED : Outcome.TRY_LATER;
        };
        return new Result(outcome, Exchange.status(response), retryAfter(response));
    }

    private static Optional<Duration> retryAfter(Response response) {
        return Messages.value(response, "Retry-After").map(value -> value.replaceAll("\\D.*", ""))
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
