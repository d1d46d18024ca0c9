package org.voxpost.service.exchange;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;

/** An address book that is looked for when it is first asked, and again after it was not available: it may have moved. */
final class LazyDirectory implements Directory {
    private final Supplier<Directory> opener;
    private @Nullable Directory open; // guarded by this

    /** @param opener throws {@link MailboxException} if it cannot be found now */
    LazyDirectory(Supplier<Directory> opener) {
        this.opener = opener;
    }

    private synchronized Directory opened() {
        Directory now = open;
        if (now == null) {
            now = opener.get();
            open = now;
        }
        return now;
    }

    private synchronized void lost(Directory directory) {
        if (open == directory) {
            open = null;
            directory.close();
        }
    }

    private <T> T ask(Function<Directory, T> question) {
        Directory directory = opened();
        try {
            return question.apply(directory);
        } catch (MailboxException.Unavailable e) {
            lost(directory);
            throw e;
        }
    }

    @Override
    public void walk(Consumer<DirectoryPerson> to) {
        ask(directory -> {
            directory.walk(to);
            return true;
        });
    }

    @Override
    public List<DirectoryPerson> byName(String name, int limit) {
        return ask(directory -> directory.byName(name, limit));
    }

    @Override
    public Optional<DirectoryPerson> byAddress(SmtpAddress address) {
        return ask(directory -> directory.byAddress(address));
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
