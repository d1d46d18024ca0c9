package org.voxpost.service.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.voxpost.media.Conversation;
import org.voxpost.media.Conversation.CallerGone;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.Prompt;
import org.voxpost.service.config.PeerConfig.Transfer.By;
import org.voxpost.service.dialling.DialDecision;
import org.voxpost.service.dialling.DiallingDesk;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.sip.Call;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.Transfer;

/**
 * Leads callers from us to somebody else: the PBX connects them (REFER), or a second call of ours does, whose sound goes
 * through us. Every number passes the dialling desk first.
 */
public final class Transfers {
    private static final Duration NEWS_PATIENCE = Duration.ofSeconds(30); // of what becomes of a REFER

    private final Map<String, Road> roads;
    private final Function<Subscriber, Optional<Wanted>> operators;
    private final DiallingDesk desk;
    private final Function<OutgoingRequest, OutgoingCall> calls;
    private final MediaPorts ports;
    private final Function<String, MediaPeer> mediaPeer;

    /**
     * How to transfer through one peer.
     *
     * @param target host that numbers are put before
     * @param ring how long the other party may ring
     * @param earlyMedia true if the caller hears what a second line says before it is answered
     * @param caller who we are in calls of ours
     * @param proxy outbound proxy of calls of ours
     * @param fax where calling fax machines are led; empty for nowhere
     */
    public record Road(SipUri target, By by, Duration ring, boolean earlyMedia, SipAddress caller,
            Optional<SipUri> proxy, Optional<Wanted> fax) {
    }

    /** A number, and on whose account it is dialled. */
    public record Wanted(String number, DiallingDesk.Payer payer) {
    }

    /**
     * @param roads by the peer's name; through other peers nobody is transferred
     * @param operators where {@code 0} leads the callers of a mailbox; empty for nowhere
     * @param calls places a call of ours
     */
    public Transfers(Map<String, Road> roads, Function<Subscriber, Optional<Wanted>> operators, DiallingDesk desk,
            Function<OutgoingRequest, OutgoingCall> calls, MediaPorts ports, Function<String, MediaPeer> mediaPeer) {
        this.roads = Map.copyOf(roads);
        this.operators = operators;
        this.desk = desk;
        this.calls = calls;
        this.ports = ports;
        this.mediaPeer = mediaPeer;
    }

    /** True if {@code 0} leads the owner's callers anywhere through the call's peer. */
    boolean operatorOf(Subscriber owner, Call call) {
        return roads.containsKey(call.peer().name()) && operators.apply(owner).isPresent();
    }

    /**
     * Leads the caller to the owner's operator, and stays until they have parted if the sound goes through us.
     *
     * @return false if the caller is still ours: nobody answered there, or the number may not be dialled
     * @throws CallerGone if the caller hung up before he was connected
     */
    boolean toOperator(Call call, Line line, Subscriber owner, CallSteps steps) {
        Road road = roads.get(call.peer().name());
        Optional<Wanted> wanted = operators.apply(owner);
        if (road == null || wanted.isEmpty()) {
            return false;
        }
        Optional<String> number = dialled(wanted.get(), "operator", steps);
        number.ifPresent(known -> line.conversation().say(Prompt.of("please-hold")));
        return number.isPresent() && connected(call, line, road, number.get(), steps);
    }

    /**
     * Leads a fax machine to where the peer's faxes go, and stays like {@link #toOperator}.
     *
     * @return false if it is still ours
     * @throws CallerGone if it hung up before it was connected
     */
    boolean toFax(Call call, Line line, CallSteps steps) {
        Road road = roads.get(call.peer().name());
        Optional<String> number = road == null
                ? Optional.empty()
                : road.fax().flatMap(wanted -> dialled(wanted, "fax", steps));
        return road != null && number.isPresent() && connected(call, line, road, number.get(), steps);
    }

    /** The number as the PBX wants it; empty if it may not be dialled. */
    private Optional<String> dialled(Wanted wanted, String purpose, CallSteps steps) {
        return switch (desk.decide(wanted.payer(), purpose, wanted.number())) {
            case DialDecision.Refuse refuse -> {
                steps.flow("not dialled: " + refuse.why());
                yield Optional.empty();
            }
            case DialDecision.Dial dial -> Optional.of(dial.dialled());
        };
    }

    private boolean connected(Call call, Line line, Road road, String number, CallSteps steps) {
        if (road.by() == By.BRIDGE || road.by() == By.ATTENDED) {
            return bridged(call, line, road, number, steps);
        }
        SipUri target = SipUri.of(number, road.target().host(), road.target().port());
        Transfer transfer = call.transfer(target, Optional.of(road.caller()), NEWS_PATIENCE);
        steps.flow("REFER to " + number + ": " + transfer.outcome() + " (" + transfer.status().code() + ")");
        return switch (transfer.outcome()) {
            case DONE -> true;
            case CALL_OVER -> throw new CallerGone();
            case REFUSED -> road.by() == By.REFER_OR_BRIDGE && bridged(call, line, road, number, steps);
            case FAILED, NO_NEWS -> false;
        };
    }

    /** A second call beside the first; true when both have ended after they were connected. */
    private boolean bridged(Call call, Line line, Road road, String number, CallSteps steps) {
        SipUri target = new SipUri(road.target().scheme(), number, road.target().host(), road.target().port(),
                road.target().parameters(), Map.of());
        MediaPeer peer = mediaPeer.apply(call.peer().name());
        try (MediaSession media = ports.offerBeside(line.media(), peer);
                OutgoingCall other = calls
                        .apply(new OutgoingRequest(target, road.caller(), media.localSdp(), List.of(), road.proxy()))) {
            steps.packets(media);
            call.whenEnded(other::hangup);
            other.onReoffer(offer -> Line.reoffer(media, offer));
            if (road.earlyMedia()) {
                other.onEarlyMedia(sdp -> early(line.media(), media, sdp));
            }
            SipStatus status = other.awaitAnswer(road.ring());
            steps.flow("second call to " + number + ": " + status.code());
            if (call.ended().isPresent()) {
                throw new CallerGone();
            }
            if (!status.isSuccess() || other.remoteSdp().isEmpty()) {
                line.media().unbridge();
                return false;
            }
            media.acceptAnswer(other.remoteSdp().get());
            if (road.by() == By.ATTENDED && replaced(call, other, road, steps)) {
                return true;
            }
            line.media().bridge(media);
            untilEither(call, other);
            steps.flow("the bridged parties have parted");
            return true;
        } catch (SipException | MediaPorts.UnacceptableOffer | MediaPorts.NoPortLeft failed) {
            steps.flow("no second call: " + failed.getMessage());
            return false;
        }
    }

    /** The PBX connects the two directly: we are out of the way. False if it does not, and then nothing has changed. */
    private static boolean replaced(Call call, OutgoingCall other, Road road, CallSteps steps) {
        Optional<SipUri> place = other.inOurPlace();
        if (place.isEmpty()) {
            return false;
        }
        Transfer transfer = call.transfer(place.get(), Optional.of(road.caller()), NEWS_PATIENCE);
        steps.flow("REFER with Replaces: " + transfer.outcome() + " (" + transfer.status().code() + ")");
        if (transfer.outcome() == Transfer.Outcome.CALL_OVER) {
            throw new CallerGone();
        }
        return transfer.outcome() == Transfer.Outcome.DONE;
    }

    private static void early(MediaSession caller, MediaSession other, String sdp) {
        try {
            other.acceptAnswer(sdp);
            caller.bridge(other);
        } catch (MediaPorts.UnacceptableOffer unreadable) {
            return; // the final answer may be better
        }
    }

    private static void untilEither(Call call, OutgoingCall other) {
        var parted = new CountDownLatch(1);
        call.whenEnded(parted::countDown);
        other.whenEnded(parted::countDown);
        try {
            parted.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a conversation knows of the way to the operator. */
    interface Exit {
        /** Nobody is there. */
        Exit NONE = new Exit() {
            @Override
            public boolean open() {
                return false;
            }

            @Override
            public boolean taken() {
                return false;
            }
        };

        /** True if there is an operator. */
        boolean open();

        /** Leads the caller there; false if he is still ours. */
        boolean taken();
    }

    Exit exit(Call call, Line line, Subscriber owner, CallSteps steps) {
        return new Exit() {
            @Override
            public boolean open() {
                return operatorOf(owner, call);
            }

            @Override
            public boolean taken() {
                return toOperator(call, line, owner, steps);
            }
        };
    }

    /** Says that nobody could be reached, so that the caller knows what comes next. */
    static void regret(Conversation talk) {
        talk.say(Prompt.of("nobody-there"));
    }
}
