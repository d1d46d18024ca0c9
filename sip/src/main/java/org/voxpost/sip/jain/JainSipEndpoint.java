package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** The {@link SipEndpoint} over JAIN SIP. Safe for use by several threads. */
public final class JainSipEndpoint implements SipEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(JainSipEndpoint.class);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private final Workshop shop;
    private final VoxpostStack stack;
    private final TlsContext tls;
    private final Listeners listeners;
    private final Reception reception;
    private final Reception.CallIds ids;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JainSipEndpoint(Workshop shop, VoxpostStack stack, TlsContext tls, Listeners listeners,
            Reception reception, Reception.CallIds ids) {
        this.shop = shop;
        this.stack = stack;
        this.tls = tls;
        this.listeners = listeners;
        this.reception = reception;
        this.ids = ids;
    }

    /**
     * Binds the listeners and takes calls from now on.
     *
     * @param handler takes each incoming call on a virtual thread of its own
     * @throws SipException naming the listener, peer or file that is wrong
     */
    public static JainSipEndpoint start(SipSettings settings, CallHandler handler) {
        PeerTable peers = new PeerTable(settings.peers());
        TlsContext tls = new TlsContext(settings.tls());
        Workshop shop = Workshop.of(settings);
        VoxpostStack stack = VoxpostStack.create(tls, settings.trace());
        try {
            Reception.CallIds ids = new Reception.CallIds();
            Reception reception = new Reception(shop, handler, ids);
            Map<Object, BoundListener> byProvider = new HashMap<>();
            Dispatcher dispatcher = new Dispatcher(shop, peers, reception, byProvider);
            List<BoundListener> bound = new ArrayList<>();
            for (SipListener point : settings.listeners()) {
                BoundListener listener = Binding.bind(stack, point, settings.advertisedHost());
                byProvider.put(listener.provider(), listener);
                bound.add(listener);
            }
            for (BoundListener listener : bound) {
                listener.provider().addSipListener(dispatcher);
            }
            return new JainSipEndpoint(shop, stack, tls, new Listeners(bound), reception, ids);
        } catch (java.util.TooManyListenersException | RuntimeException failed) {
            stack.stop();
            shop.clock().shutdownNow();
            throw failed instanceof SipException ours
                    ? ours
                    : new SipException("SIP does not start: " + failed.getMessage(), failed);
        }
    }

    @Override
    public List<SipListener> listeners() {
        return listeners.all().stream().map(BoundListener::point).toList();
    }

    @Override
    public OutgoingCall call(OutgoingRequest request) {
        Listeners.Way way = listeners.to(request.target());
        Request invite = FirstRequest.of(Request.INVITE, request.target(), request.from(),
                FirstRequest.logical(request.target()), way);
        shop.messages().addUserAgent(invite);
        Messages.add(invite, "Allow", Messages.ALLOW);
        request.headers().forEach(line -> Messages.add(invite, line.name(), line.value()));
        if (!request.sdp().isEmpty()) {
            Messages.body(invite, Messages.SDP, request.sdp());
        }
        OutgoingInvite call = new OutgoingInvite(ids.next(), shop, way, invite);
        shop.calls().enter(Integer.MAX_VALUE);
        Thread.ofVirtual().name("call-" + call.id()).start(call::dial);
        return call;
    }

    @Override
    public SipStatus options(SipUri target, Duration patience) {
        Listeners.Way way = listeners.to(target);
        SipAddress self = new SipAddress("", SipUri.of("voxpost", way.listener().hostFor(way.peer()), 0));
        Request options = FirstRequest.of(Request.OPTIONS, target, self, FirstRequest.logical(target), way);
        shop.messages().addUserAgent(options);
        Messages.add(options, "Accept", Messages.SDP);
        CompletableFuture<SipStatus> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> send(way, options, answer));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException tooLate) {
            return SipStatus.REQUEST_TIMEOUT;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return SipStatus.REQUEST_TIMEOUT;
        }
    }

    @Override
    public int activeCalls() {
        return shop.calls().active();
    }

    @Override
    public void drain() {
        reception.drain();
    }

    /**
     * Reads certificates and keys again; connections made from now on use them.
     *
     * @throws SipException if they cannot be read; what was read before stays in use
     */
    public void reloadTls() {
        tls.reload();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        drain();
        List<DialogUser> up = shop.calls().all();
        up.forEach(DialogUser::hangup);
        if (!up.isEmpty()) {
            letLastWordsOut();
        }
        stack.stop();
        shop.clock().shutdownNow();
    }

    /** BYE and CANCEL have been handed to the sockets; a retransmission or two may still be due. */
    private void letLastWordsOut() {
        CompletableFuture<Void> waited = new CompletableFuture<>();
        shop.clock().schedule(() -> waited.complete(null), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        waited.join();
    }

    private void send(Listeners.Way way, Request request, CompletableFuture<SipStatus> answer) {
        try {
            shop.outbox().request(way.listener(), request, new Outbox.Outcome() {
                @Override
                public void response(Response response) {
                    if (response.getStatusCode() >= 200) {
                        String phrase = response.getReasonPhrase();
                        answer.complete(new SipStatus(response.getStatusCode(), phrase == null ? "" : phrase));
                    }
                }

                @Override
                public void timeout() {
                    answer.complete(SipStatus.REQUEST_TIMEOUT);
                }
            });
        } catch (SipException unreachable) {
            LOG.debug("{}", unreachable.getMessage());
            answer.complete(SipStatus.SERVICE_UNAVAILABLE);
        }
    }
}
