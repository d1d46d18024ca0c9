package org.voxpost.mailbox.nspi;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.nspi.NspiAnswer;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiStatus;
import org.voxpost.mailbox.wire.nspi.Stat;
import org.voxpost.mailbox.wire.rop.PropertyRow;

/** {@link Directory} over one NSPI session. */
final class NspiDirectory implements Directory {
    private static final int ROWS_A_PAGE = 500;
    private static final int FEWEST_ROWS = 10;
    private static final int MOST_ROWS = 5_000_000;
    private static final int MOST_NAMES = 500;

    private final NspiSession session;
    private final NameSearch names;

    NspiDirectory(NspiCarrier carrier, InstantSource clock) {
        session = new NspiSession(carrier);
        names = new NameSearch(session, clock);
    }

    @Override
    public void walk(Consumer<DirectoryPerson> to) {
        Set<String> seen = new HashSet<>();
        Stat stat = Stat.START;
        Optional<UUID> server = Optional.empty();
        int rowsAPage = ROWS_A_PAGE;
        for (int rows = 0; rows < MOST_ROWS;) {
            var query = new NspiCall.QueryRows(0, stat, List.of(), rowsAPage, People.COLUMNS);
            NspiAnswer.Rows page = session.call(query);
            if (isTooMuch(page.status()) && rowsAPage > FEWEST_ROWS) {
                rowsAPage /= 2;
                continue;
            }
            if (!NspiStatus.isAnswer(page.status())) {
                throw session.failure(query, page.status());
            }
            server = sameServer(server);
            handOver(page, seen, to);
            if (isLast(page)) {
                return;
            }
            stat = next(query, stat, page);
            rows += page.rows().rows().size();
        }
        throw broken("more than " + MOST_ROWS + " rows");
    }

    private static boolean isTooMuch(int status) {
        return status == NspiStatus.TABLE_TOO_BIG || status == NspiStatus.OUT_OF_RESOURCES
                || status == NspiStatus.NOT_ENOUGH_MEMORY;
    }

    /** Row numbers of one server mean nothing to another. */
    private Optional<UUID> sameServer(Optional<UUID> before) {
        Optional<UUID> now = session.server();
        if (before.isPresent() && !before.equals(now)) {
            throw broken("another server answered in the middle of the walk");
        }
        return now;
    }

    private static void handOver(NspiAnswer.Rows page, Set<String> seen, Consumer<DirectoryPerson> to) {
        for (PropertyRow row : page.rows().rows()) {
            People.of(row).filter(person -> seen.add(key(person))).ifPresent(to);
        }
    }

    private static String key(DirectoryPerson person) {
        String key = person.distinguishedName().isEmpty()
                ? person.address().map(SmtpAddress::value).orElse("")
                : person.distinguishedName();
        return key.toLowerCase(Locale.ROOT);
    }

    private static boolean isLast(NspiAnswer.Rows page) {
        return page.rows().rows().isEmpty() || page.stat().filter(stat -> stat.current() == Stat.END).isPresent();
    }

    private Stat next(NspiCall.QueryRows query, Stat before, NspiAnswer.Rows page) {
        Stat after = page.stat().orElseThrow(() -> broken("no cursor behind the rows"));
        if (after.current() == before.current()) {
            throw broken("the cursor stays at row " + Integer.toHexString(before.current()));
        }
        return query.stat().at(after.current(), after.position(), after.total());
    }

    private RuntimeException broken(String what) {
        return session.failure("QueryRows", what, NspiStatus.GENERAL_FAILURE);
    }

    @Override
    public List<DirectoryPerson> byName(String name, int limit) {
        if (name.isBlank() || limit < 1) {
            return List.of();
        }
        return names.find(name.strip(), Math.min(limit, MOST_NAMES)).stream().flatMap(row -> People.of(row).stream())
                .toList();
    }

    @Override
    public Optional<DirectoryPerson> byAddress(SmtpAddress address) {
        NspiAnswer.Resolved answer = session.demand(new NspiCall.ResolveNames(Stat.START, People.COLUMNS,
                List.of("=SMTP:" + address.value(), address.value())));
        return answer.rows().rows().stream().flatMap(row -> People.of(row).stream())
                .filter(person -> hasAddress(person, address)).findFirst();
    }

    /** Ambiguous name resolution may find people whose name looks like the address. */
    private static boolean hasAddress(DirectoryPerson person, SmtpAddress address) {
        return person.address().filter(address::equals).isPresent() || person.proxyAddresses().stream()
                .anyMatch(proxy -> proxy.equalsIgnoreCase("SMTP:" + address.value()));
    }

    @Override
    public void close() {
        session.close();
    }
}
