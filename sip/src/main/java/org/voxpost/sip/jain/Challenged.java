package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Via;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipException;

/** Hears the outcome of a request first: a challenge is answered by the request again, anything else is passed on. */
final class Challenged implements Outbox.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(Challenged.class);
    private static final int MOST_TRIES = 3;
    private final Outbox outbox;
    private final BoundListener listener;
    private final Outbox.Outcome outcome;
    private final Credentials credentials;
    private Request request;
    private int tries;

    Challenged(Outbox outbox, BoundListener listener, Request request, Outbox.Outcome outcome,
            Credentials credentials) {
        this.outbox = outbox;
        this.listener = listener;
        this.request = request;
        this.outcome = outcome;
        this.credentials = credentials;
    }

    @Override
    public void response(Response response) {
        tries++;
        Optional<Credentials.Answer> answer = tries < MOST_TRIES
                ? credentials.answer(request, response)
                : Optional.empty();
        if (answer.isEmpty()) {
            outcome.response(response);
            return;
        }
        Request again = again(request, answer.get());
        request = again;
        outcome.resending(again);
        Thread.startVirtualThread(() -> send(again, response));
    }

    @Override
    public void timeout() {
        outcome.timeout();
    }

    private void send(Request again, Response challenge) {
        try {
            outcome.resent(again, outbox.plain(listener, again, this));
        } catch (SipException unreachable) {
            LOG.info("{}", unreachable.getMessage());
            outcome.response(challenge);
        }
    }

    /** The same request with credentials, the next sequence number and a branch of its own (RFC 3261, 22.1). */
    private static Request again(Request request, Credentials.Answer answer) {
        try {
            Request again = (Request) request.clone();
            again.removeHeader(answer.header());
            if (again.getHeader("Via") instanceof Via via && again.getHeader("CSeq") instanceof CSeq cseq) {
                via.setBranch(Tokens.branch());
                cseq.setSeqNumber(cseq.getSeqNumber() + 1);
            }
            Messages.add(again, answer.header(), answer.value());
            return again;
        } catch (ParseException | InvalidArgumentException wrong) {
            throw new SipException(request.getMethod() + " with credentials: " + wrong.getMessage(), wrong);
        }
    }
}
