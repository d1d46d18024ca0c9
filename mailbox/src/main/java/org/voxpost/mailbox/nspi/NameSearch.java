package org.voxpost.mailbox.nspi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.wire.nspi.NspiAnswer;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiStatus;
import org.voxpost.mailbox.wire.nspi.Stat;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/**
 * Finds people by the beginning of their name, in the best form a server understands. A form that was refused is left
 * out for some hours. Safe for use by many threads.
 */
final class NameSearch {
    private static final Duration LEFT_OUT = Duration.ofHours(6);

    /** From the best to the one that every server has. */
    private enum Form {
        /** PidTagAnr: the server's own idea of a name. */
        ANR,
        /** The display name begins so. */
        PREFIX,
        /** Rows of the table from where the name would stand. */
        SEEK
    }

    private final NspiSession session;
    private final InstantSource clock;
    private final Map<Form, Instant> leftOutUntil = new EnumMap<>(Form.class);

    NameSearch(NspiSession session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    /** At most {@code limit} rows with {@link People#COLUMNS}. */
    List<PropertyRow> find(String name, int limit) {
        for (Form form : Form.values()) {
            if (isTried(form)) {
                Optional<List<PropertyRow>> rows = find(form, name, limit);
                if (rows.isPresent()) {
                    return rows.get().stream().limit(limit).toList();
                }
            }
        }
        return List.of();
    }

    private Optional<List<PropertyRow>> find(Form form, String name, int limit) {
        return switch (form) {
            case ANR -> matches(form, Restriction.Property.equal(People.ANR, name), limit);
            case PREFIX -> matches(form, Restriction.Content.prefix(People.DISPLAY_NAME, name), limit);
            case SEEK -> Optional.of(seek(name, limit));
        };
    }

    private Optional<List<PropertyRow>> matches(Form form, Restriction filter, int limit) {
        var call = new NspiCall.GetMatches(Stat.START, Optional.of(filter), limit, People.COLUMNS);
        NspiAnswer.Matches answer;
        try {
            answer = session.call(call);
        } catch (MailboxException.Unavailable refused) {
            if (refused.getCause() instanceof NspiCarrier.FilterNotRead) { // written either way
                leaveOut(form);
                return Optional.empty();
            }
            throw refused;
        }
        return switch (answer.status()) {
            case NspiStatus.SUCCESS, NspiStatus.ERRORS_RETURNED -> Optional.of(answer.rows().rows());
            case NspiStatus.NOT_FOUND -> Optional.of(List.of());
            case NspiStatus.TABLE_TOO_BIG -> Optional.empty(); // too many, this time
            case NspiStatus.TOO_COMPLEX, NspiStatus.NOT_SUPPORTED, NspiStatus.GENERAL_FAILURE,
                    NspiStatus.INVALID_PARAMETER -> {
                leaveOut(form);
                yield Optional.empty();
            }
            default -> throw session.failure(call, answer.status());
        };
    }

    private List<PropertyRow> seek(String name, int limit) {
        var seek = new NspiCall.SeekEntries(Stat.START, new PropertyValue(People.DISPLAY_NAME, name), List.of(),
                List.of());
        NspiAnswer.Rows found = session.call(seek);
        if (found.status() == NspiStatus.NOT_FOUND || found.stat().isEmpty()) {
            return List.of();
        }
        if (!NspiStatus.isAnswer(found.status())) {
            throw session.failure(seek, found.status());
        }
        NspiAnswer.Rows rows = session
                .demand(new NspiCall.QueryRows(0, found.stat().get(), List.of(), limit, People.COLUMNS));
        String begin = name.toLowerCase(Locale.ROOT);
        return rows.rows().rows().stream()
                .filter(row -> row.text(People.DISPLAY_NAME).toLowerCase(Locale.ROOT).startsWith(begin)).toList();
    }

    private boolean isTried(Form form) {
        synchronized (leftOutUntil) {
            Instant until = leftOutUntil.get(form);
            return until == null || clock.instant().isAfter(until);
        }
    }

    private void leaveOut(Form form) {
        synchronized (leftOutUntil) {
            leftOutUntil.put(form, clock.instant().plus(LEFT_OUT));
        }
    }
}
