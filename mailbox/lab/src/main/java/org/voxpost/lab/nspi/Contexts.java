package org.voxpost.lab.nspi;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.voxpost.mailbox.wire.mapihttp.ResponseCode;

/**
 * Session Contexts of one endpoint and their two cookies ([MS-OXCMAPIHTTP] 3.2.1): one names the context, the other
 * counts its requests. Safe for use by many threads.
 */
final class Contexts {
    static final String CONTEXT_COOKIE = "MapiContext";
    static final String SEQUENCE_COOKIE = "MapiSequence";

    private final Map<String, Context> open = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** One context; its lock is itself. */
    static final class Context {
        private final String id;
        private final String user;
        private long sequence;
        private boolean busy;

        private Context(String id, String user) {
            this.id = id;
            this.user = user;
        }

        String id() {
            return id;
        }

        synchronized String nextSequence() {
            sequence++;
            return Long.toHexString(sequence);
        }

        synchronized void finish() {
            busy = false;
        }

        private synchronized boolean begin(String claimed) {
            if (busy || !Long.toHexString(sequence).equals(claimed)) {
                return false;
            }
            busy = true;
            return true;
        }
    }

    /** A refusal, or the context with the request begun. */
    record Found(ResponseCode code, Optional<Context> context) {
    }

    Context create(String user) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        var context = new Context(HexFormat.of().formatHex(bytes), user);
        open.put(context.id, context);
        return context;
    }

    /** Begins a request in the context its cookies name. */
    Found begin(Map<String, String> cookies, String user) {
        String id = cookies.get(CONTEXT_COOKIE);
        String sequence = cookies.get(SEQUENCE_COOKIE);
        if (id == null || sequence == null) {
            return new Found(ResponseCode.MISSING_COOKIE, Optional.empty());
        }
        Context context = open.get(id);
        if (context == null || !context.user.equals(user)) {
            return new Found(ResponseCode.CONTEXT_NOT_FOUND, Optional.empty());
        }
        if (!context.begin(sequence)) {
            open.remove(id);
            return new Found(ResponseCode.INVALID_SEQUENCE, Optional.empty());
        }
        return new Found(ResponseCode.SUCCESS, Optional.of(context));
    }

    void end(String id) {
        open.remove(id);
    }

    /** Forgets every context, as a restarted server does. */
    void clear() {
        open.clear();
    }
}
