package org.voxpost.sip.jain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.message.Message;
import javax.sip.message.Request;
import org.voxpost.sip.SipPeer;

/** The calls of one endpoint: by dialog, and incoming ones by their INVITE. Safe for use by several threads. */
final class CallTable {
    private final Map<String, DialogUser> byDialog = new ConcurrentHashMap<>();
    private final Map<String, KnownInvite> byInvite = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> byPeer = new ConcurrentHashMap<>();
    private final AtomicInteger active = new AtomicInteger();

    /** Takes a place for a call; false if {@code most} are taken. Give it back with {@link #leave}. */
    boolean enter(int most) {
        return active.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    void leave() {
        active.decrementAndGet();
    }

    /** Like {@link #enter} for one peer's own limit; 0 is none. */
    boolean enterPeer(String peer, int most) {
        AtomicInteger calls = byPeer.computeIfAbsent(peer, name -> new AtomicInteger());
        int limit = most == 0 ? Integer.MAX_VALUE : most;
        return calls.getAndUpdate(now -> now < limit ? now + 1 : now) < limit;
    }

    void leavePeer(String peer) {
        byPeer.computeIfAbsent(peer, name -> new AtomicInteger()).decrementAndGet();
    }

    int active() {
        return active.get();
    }

    List<DialogUser> all() {
        return List.copyOf(byDialog.values());
    }

    void add(String dialogKey, DialogUser call) {
        byDialog.put(dialogKey, call);
    }

    void remove(String dialogKey) {
        byDialog.remove(dialogKey);
    }

    /** The call a request in a dialog, or the ACK to our 2xx, belongs to. */
    Optional<DialogUser> ofRequest(Message request) {
        return Optional.ofNullable(byDialog.get(Dialog.key(Messages.callId(request), Messages.toTag(request))));
    }

    /** The call a response to a request of ours belongs to. */
    Optional<DialogUser> ofResponse(Message response) {
        return Optional.ofNullable(byDialog.get(Dialog.key(Messages.callId(response), Messages.fromTag(response))));
    }

    /** What came of this INVITE, where this is it sent again, its CANCEL or another branch of it. */
    Optional<KnownInvite> ofInvite(Request request) {
        return Optional.ofNullable(byInvite.get(inviteKey(request)));
    }

    /** The call that another one of its peer is to replace. */
    Optional<IncomingCall> replacedBy(Replaces which, SipPeer peer) {
        return byDialog.get(Dialog.key(which.callId(), which.toTag())) instanceof IncomingCall call
                && call.remoteTag().equals(which.fromTag()) && call.peer().name().equals(peer.name())
                        ? Optional.of(call)
                        : Optional.empty();
    }

    void addInvite(Request invite, IncomingCall call) {
        byInvite.put(inviteKey(invite), call);
    }

    /**
     * Keeps of an ended call no more than its INVITE is known again by, so that nothing else of it stays in memory.
     *
     * @return forgets that, too
     */
    Runnable inviteOver(Request invite, IncomingCall call) {
        String key = inviteKey(invite);
        var over = new KnownInvite.Over(Messages.branch(invite), call.redirected());
        byInvite.replace(key, call, over); // unless another branch has its place
        return () -> byInvite.remove(key, over);
    }

    private static String inviteKey(Request request) {
        return Messages.callId(request) + '\n' + Messages.fromTag(request) + '\n' + Messages.sequence(request);
    }
}
