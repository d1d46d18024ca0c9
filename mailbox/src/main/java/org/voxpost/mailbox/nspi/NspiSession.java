package org.voxpost.mailbox.nspi;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.wire.nspi.NspiAnswer;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiStatus;
import org.voxpost.mailbox.wire.nspi.Stat;

/**
 * A session with one server: binds when it is needed, and once more when the session got lost. One call at a time; safe
 * for use by many threads.
 */
final class NspiSession implements AutoCloseable {
    private final NspiCarrier carrier;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private Optional<UUID> server = Optional.empty();
    private boolean bound;

    NspiSession(NspiCarrier carrier) {
        this.carrier = carrier;
    }

    /**
     * @return the answer, whatever its status
     * @throws MailboxException.Unavailable if there is none
     */
    <A extends NspiAnswer> A call(NspiCall<A> call) {
        oneAtATime.lock();
        try {
            return once(call);
        } catch (NspiCarrier.SessionLost first) {
            return again(call);
        } finally {
            oneAtATime.unlock();
        }
    }

    private <A extends NspiAnswer> A once(NspiCall<A> call) throws NspiCarrier.SessionLost {
        if (!bound) {
            bind();
        }
        try {
            return carrier.call(call);
        } catch (NspiCarrier.SessionLost lost) {
            bound = false;
            throw lost;
        }
    }

    private <A extends NspiAnswer> A again(NspiCall<A> call) {
        try {
            return once(call);
        } catch (NspiCarrier.SessionLost lost) {
            throw new MailboxException.Unavailable(call.type().wireName(), carrier.peer(),
                    "the session got lost twice: " + lost.getMessage(), Optional.empty(), lost);
        }
    }

    /** As {@link #call}, for calls that have to succeed. */
    <A extends NspiAnswer> A demand(NspiCall<A> call) {
        A answer = call(call);
        if (!NspiStatus.isAnswer(answer.status())) {
            throw failure(call, answer.status());
        }
        return answer;
    }

    /** The server that is bound to: row numbers are good as long as it is the same one. */
    Optional<UUID> server() {
        oneAtATime.lock();
        try {
            return server;
        } finally {
            oneAtATime.unlock();
        }
    }

    MailboxException failure(NspiCall<?> call, int status) {
        return failure(call.type().wireName(), NspiStatus.describe(status), status);
    }

    MailboxException failure(String operation, String answer, int status) {
        return switch (status) {
            case NspiStatus.LOGON_FAILED, NspiStatus.ACCESS_DENIED ->
                new MailboxException.AccountRejected(operation, carrier.peer(), answer);
            default -> new MailboxException.Unavailable(operation, carrier.peer(), answer);
        };
    }

    private void bind() throws NspiCarrier.SessionLost {
        var bind = new NspiCall.Bind(0, Stat.START);
        NspiAnswer.Bound answer = bindTwice(bind);
        if (answer.status() != NspiStatus.SUCCESS) {
            throw failure(bind, answer.status());
        }
        server = answer.server();
        bound = true;
    }

    /** A server that lost a session may need the first request to notice. */
    private NspiAnswer.Bound bindTwice(NspiCall.Bind bind) throws NspiCarrier.SessionLost {
        try {
            return carrier.call(bind);
        } catch (NspiCarrier.SessionLost first) {
            return carrier.call(bind);
        }
    }

    @Override
    public void close() {
        oneAtATime.lock();
        try {
            if (bound) {
                carrier.call(new NspiCall.Unbind());
            }
        } catch (NspiCarrier.SessionLost | MailboxException alreadyGone) {
            server = Optional.empty();
        } finally {
            bound = false;
            oneAtATime.unlock();
            carrier.close();
        }
    }
}
