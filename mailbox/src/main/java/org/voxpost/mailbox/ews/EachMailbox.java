package org.voxpost.mailbox.ews;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Does something for many mailboxes of one server, one after the other, so that one that fails (its database is dismounted, it is being
 * moved, it was deleted) does not keep the others waiting, and a server that is away is not asked for each of them. One thread.
 */
final class EachMailbox {
    private static final int IN_A_ROW = 3; // so many unavailable: it is the server

    private final List<SmtpAddress> turn;

    EachMailbox(List<SmtpAddress> owners) {
        turn = new ArrayList<>(owners);
    }

    /**
     * @param failed gets those for which it failed
     * @throws MailboxException if it failed for all, or the server seems to be away; the next round begins with those whose turn it then was
     */
    void run(Predicate<SmtpAddress> wanted, Consumer<SmtpAddress> action,
            BiConsumer<SmtpAddress, MailboxException> failed) {
        int away = 0;
        boolean any = false;
        @Nullable
        MailboxException last = null;
        for (int i = 0; i < turn.size(); i++) {
            SmtpAddress owner = turn.get(i);
            if (!wanted.test(owner)) {
                continue;
            }
            try {
                action.accept(owner);
                any = true;
                away = 0;
            } catch (MailboxException e) {
                last = e;
                failed.accept(owner, e);
                if (e instanceof MailboxException.Unavailable && ++away == IN_A_ROW) {
                    Collections.rotate(turn, -i - 1);
                    throw e;
                }
            }
        }
        if (last != null && !any) {
            throw last;
        }
    }
}
