package org.voxpost.mailbox.nspi;

import java.net.URI;
import java.time.Duration;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.MapiHttpPost;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.mapihttp.ClientIdentity;
import org.voxpost.mailbox.wire.mapihttp.MapiHttpContext;
import org.voxpost.mailbox.wire.mapihttp.MapiHttpException;
import org.voxpost.mailbox.wire.mapihttp.ResponseCode;
import org.voxpost.mailbox.wire.nspi.NspiAnswer;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiHttp;

/**
 * NSPI over MAPI over HTTP ([MS-OXCMAPIHTTP] 2.2.5). Filters are written with the presence byte that Exchange expects;
 * a server that does not understand such a filter gets it without from then on.
 */
final class HttpCarrier implements NspiCarrier {
    private final HttpEndpoint endpoint;
    private final MapiHttpContext context;
    private final Duration quiet;
    private volatile boolean presenceByte = true;

    /** @param url of the address book endpoint, whole, with MailboxId */
    HttpCarrier(URI url, HttpSettings settings) {
        endpoint = new HttpEndpoint(settings);
        context = new MapiHttpContext(new MapiHttpPost(endpoint), url, new ClientIdentity());
        quiet = settings.responseTimeout();
    }

    @Override
    public <A extends NspiAnswer> A call(NspiCall<A> call) throws SessionLost {
        try {
            return answer(call);
        } catch (MapiHttpException e) {
            throw sorted(call, e);
        } catch (WireException e) {
            throw new MailboxException.Unavailable(call.type().wireName(), peer(), "an answer that is none: "
                    + e.getMessage());
        }
    }

    private <A extends NspiAnswer> A answer(NspiCall<A> call) {
        byte[] request = NspiHttp.request(call, presenceByte);
        return NspiHttp.answer(call, context.call(call.type(), request, quiet));
    }

    /** Says whether another session helps. */
    private SessionLost sorted(NspiCall<?> call, MapiHttpException e) throws SessionLost {
        String said = e.getMessage() == null ? e.toString() : e.getMessage();
        switch (e.kind()) {
            case CONTEXT_LOST, OUTCOME_UNKNOWN -> {
                if (call instanceof NspiCall.GetMatches
                        && e.responseCode() == ResponseCode.INVALID_REQUEST_BODY.number()) {
                    presenceByte = !presenceByte;
                    return new FilterNotRead(said, e);
                }
                return new SessionLost(said, e);
            }
            case REFUSED -> throw new MailboxException.AccountRejected(call.type().wireName(), peer(), said);
            case NOT_SENT, UNAVAILABLE, NOT_UNDERSTOOD ->
                throw new MailboxException.Unavailable(call.type().wireName(), peer(), said, e.retryAfter(), e);
        }
        throw new IllegalStateException("unknown kind " + e.kind());
    }

    @Override
    public String peer() {
        return String.valueOf(context.url().getHost());
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
