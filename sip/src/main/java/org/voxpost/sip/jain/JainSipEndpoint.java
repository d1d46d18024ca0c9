package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.PeerListener;
import org.voxpost.sip.PeerState;
import org.voxpost.sip.Registration;
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
    private final Mwi mwi;
    private final PeerPings pings;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JainSipEndpoint(Workshop shop, VoxpostStack stack, TlsContext tls, Listeners listeners,
            Reception reception, Reception.CallIds ids, Subscriptions subscriptions) {
        this.shop = shop;
        this.stack = stack;
        this.tls = tls;
        this.listeners = listeners;
        this.reception = reception;
        this.ids = ids;
        this.mwi = new Lamps(new UnsolicitedNotify(shop), subscriptions);
        this.pings = new PeerPings(shop.clock(), this::options);
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
        ServerNames servers = new ServerNames(peers);
        VoxpostStack stack = VoxpostStack.create(tls, peers, servers, settings.trace(),
                new Gate(settings.limits(), peers, servers, settings.trace()));
        Workshop shop = null;
        try {
            Map<Object, BoundListener> byProvider = new HashMap<>();
            List<BoundListener> bound = new ArrayList<>();
            for (SipListener point : settings.listeners()) {
                BoundListener listener = Binding.bind(stack, point, settings.advertisedHost());
                byProvider.put(listener.provider(), listener);
                bound.add(listener);
            }
            shop = Workshop.of(settings, peers, new Listeners(bound), servers);
            Reception.CallIds ids = new Reception.CallIds();
            Reception reception = new Reception(shop, handler, ids);
            Subscriptions subscriptions = new Subscriptions(shop);
            Dispatcher dispatcher = new Dispatcher(shop, peers, reception, subscriptions, byProvider);
            for (BoundListener listener : bound) {
                listener.provider().addSipListener(dispatcher);
            }
            JainSipEndpoint endpoint = new JainSipEndpoint(shop, stack, tls, new Listeners(bound), reception, ids,
                    subscriptions);
            endpoint.pings.start(settings.peers());
            new KeepAlives(shop.clock(), shop.targets()).start(settings.peers());
            return endpoint;
        } catch (java.util.TooManyListenersException | RuntimeException failed) {
            stack.stop();
            if (shop != null) {
                shop.clock().shutdownNow();
            }
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
        List<Way> ways = shop.targets().of(request.proxy().orElse(request.target()));
        Request invite = FirstRequest.of(Request.INVITE, request.target(), request.from(),
                FirstRequest.logical(request.target()), ways.getFirst());
        FirstRequest.through(invite, request.proxy());
        shop.messages().addUserAgent(invite);
        Messages.add(invite, "Allow", Messages.ALLOW);
        Messages.add(invite, "Supported", "timer, 100rel, replaces");
        request.headers().forEach(line -> Messages.add(invite, line.name(), line.value()));
        if (!request.sdp().isEmpty()) {
            Messages.body(invite, Messages.SDP, request.sdp());
        }
        OutgoingInvite call = new OutgoingInvite(ids.next(), shop, ways, invite);
        shop.calls().enter(Integer.MAX_VALUE);
        Thread.ofVirtual().name("call-" + call.id()).start(call::dial);
        return call;
    }

    @Override
    public SipStatus options(SipUri target, Duration patience) {
        try {
            return Exchange.first(shop, shop.targets().of(target), way -> optionsRequest(target, way), patience)
                    .map(Exchange::status).orElse(SipStatus.REQUEST_TIMEOUT);
        } catch (SipException unreachable) {
            LOG.debug("{}", unreachable.getMessage());
            return SipStatus.SERVICE_UNAVAILABLE;
        }
    }

    private Request optionsRequest(SipUri target, Way way) {
        SipAddress self = new SipAddress("", SipUri.of("voxpost", way.listener().hostFor(way.peer()), 0));
        Request options = FirstRequest.of(Request.OPTIONS, target, self, FirstRequest.logical(target), way);
        shop.messages().addUserAgent(options);
        Messages.add(options, "Accept", Messages.SDP);
        return options;
    }

    @Override
    public Registration register(Registration.Request request) {
        Registering registration = new Registering(shop, request);
        registration.start();
        return registration;
    }

    @Override
    public Mwi mwi() {
        return mwi;
    }

    @Override
    public PeerState peerState(String peer) {
        return pings.state(peer);
    }

    @Override
    public void onPeerState(PeerListener listener) {
        pings.tell(listener);
    }

    @Override
    public int activeCalls() {
        return shop.calls().active();
    }

    @Override
    public void drain() {
        reception.drain();
    }

    @Override
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

    /** Lamps through this endpoint. */
    private record Lamps(UnsolicitedNotify unsolicited, Subscriptions subscriptions) implements Mwi {
        @Override
        public Result notify(Notice notice, Duration patience) {
            return unsolicited.send(notice, patience);
        }

        @Override
        public void onSubscribe(SubscriptionHandler handler) {
            subscriptions.handledBy(handler);
        }
    }
}
