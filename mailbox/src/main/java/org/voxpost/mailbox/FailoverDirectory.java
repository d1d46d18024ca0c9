package org.voxpost.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several ways to one address book: each question goes to the first that can answer it and does. A walk that broke off after its first
 * person is not begun again by another way, for nobody could tell who was handed over already.
 */
public final class FailoverDirectory implements Directory {
    private final List<Directory> ways;

    /** Owns the directories: closing closes them. @param ways at least one, in order of preference */
    public FailoverDirectory(List<Directory> ways) {
        this.ways = List.copyOf(ways);
    }

    @Override
    public void walk(Consumer<DirectoryPerson> to) {
        AtomicBoolean begun = new AtomicBoolean();
        first(begun, way -> {
            way.walk(person -> {
                begun.set(true);
                to.accept(person);
            });
            return true;
        });
    }

    @Override
    public List<DirectoryPerson> byName(String name, int limit) {
        return first(new AtomicBoolean(), way -> way.byName(name, limit));
    }

    @Override
    public Optional<DirectoryPerson> byAddress(SmtpAddress address) {
        return first(new AtomicBoolean(), way -> way.byAddress(address));
    }

    private <T> T first(AtomicBoolean begun, Function<Directory, T> question) {
        MailboxException failure = null;
        RuntimeException unable = new UnsupportedOperationException("there is no way to this address book");
        for (Directory way : ways) {
            try {
                return question.apply(way);
            } catch (MailboxException.Unavailable | MailboxException.AccountRejected e) {
                if (begun.get()) {
                    throw e;
                }
                failure = chained(failure, e);
            } catch (UnsupportedOperationException cannotAtAll) {
                unable = cannotAtAll;
            }
        }
        throw failure == null ? unable : failure;
    }

    /** The first failure tells most: it is the way that was wanted. */
    private static MailboxException chained(@Nullable MailboxException first, MailboxException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    @Override
    public void close() {
        ways.forEach(Directory::close);
    }
}
