package org.voxpost.service.mwi;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.Mwi.Outcome;

/** Lamps over one connection that is kept, one after the other; a connection that broke is made anew once. */
public final class LinkLamps implements LampRoad {
    private final String host;
    private final int port;
    private final Dialect dialect;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HeaderLink link;

    /** What is spoken over it. */
    interface Dialect {
        /**
         * Signs in on a fresh connection.
         *
         * @throws Refused if the PBX does not want us
         */
        void signIn(HeaderLink link) throws IOException;

        /** Sets one lamp and reads the answer. */
        Mwi.Result set(HeaderLink link, String extension, MessageSummary summary) throws IOException;
    }

    /** The PBX did not accept user and password. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String said) {
            super(said);
        }
    }

    LinkLamps(String host, int port, Dialect dialect) {
        this.host = host;
        this.port = port;
        this.dialect = dialect;
    }

    @Override
    public Mwi.Result tell(String extension, MessageSummary summary) {
        lock.lock();
        try {
            HeaderLink kept = link;
            if (kept != null) {
                try {
                    return dialect.set(kept, extension, summary);
                } catch (IOException broken) {
                    forget(kept);
                }
            }
            return anew(extension, summary);
        } finally {
            lock.unlock();
        }
    }

    private Mwi.Result anew(String extension, MessageSummary summary) {
        HeaderLink fresh = null;
        try {
            fresh = new HeaderLink(host, port);
            dialect.signIn(fresh);
            Mwi.Result result = dialect.set(fresh, extension, summary);
            link = fresh;
            return result;
        } catch (Refused unwanted) {
            forget(fresh);
            return LampRoad.result(Outcome.REFUSED, 403, String.valueOf(unwanted.getMessage()));
        } catch (IOException unreachable) {
            forget(fresh);
            return LampRoad.result(Outcome.TRY_LATER, 503, String.valueOf(unreachable.getMessage()));
        }
    }

    private void forget(@Nullable HeaderLink broken) {
        link = null;
        if (broken != null) {
            broken.close();
        }
    }
}
