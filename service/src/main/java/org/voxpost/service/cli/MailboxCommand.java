package org.voxpost.service.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.media.Transcoder;
import org.voxpost.media.ffmpeg.FfmpegTranscoder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voxpost mailbox}: one mailbox by hand, by any protocol of its profile. Needs no running service. */
@Command(name = "mailbox", description = "Look into a mailbox and try what a protocol can do with it", mixinStandardHelpOptions = true, subcommands = {
        MailboxCommand.ListItems.class, MailboxCommand.Read.class, MailboxCommand.Deliver.class,
        MailboxCommand.Mark.class, MailboxCommand.Move.class, MailboxCommand.Delete.class,
        MailboxCommand.Audio.class})
public final class MailboxCommand {

    @Command(name = "list", description = "List voice messages, newest first", mixinStandardHelpOptions = true)
    static final class ListItems extends MailboxSession {
        @Option(names = "--folder", paramLabel = "FOLDER", description = "one of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
        private WellKnownFolder folder = WellKnownFolder.INBOX;
        @Option(names = "--all", description = "every item, not only voice messages")
        private boolean all;
        @Option(names = "--unread", description = "only what is unread")
        private boolean unread;
        @Option(names = "--limit", paramLabel = "COUNT", description = "at most so many (default: ${DEFAULT-VALUE})")
        private int limit = 100;

        @Override
        Capability needs() {
            return Capability.LIST;
        }

        @Override
        int run(Mailbox mailbox, MailboxPrinter out) {
            out.list(mailbox.list(new ItemQuery(folder, !all, unread, limit)));
            return 0;
        }
    }

    /** A command on one item. */
    private abstract static class OnItem extends MailboxSession {
        @Parameters(paramLabel = "ID", description = "as 'mailbox list' shows it")
        private String id = "";

        @Override
        Optional<ItemId> item() {
            return Optional.of(itemId(id));
        }

        ItemId id() {
            return itemId(id);
        }
    }

    /** A command on several items of one protocol. */
    private abstract static class OnItems extends MailboxSession {
        @Parameters(paramLabel = "ID", arity = "1..*", description = "as 'mailbox list' shows them")
        private List<String> ids = List.of();

        @Override
        Optional<ItemId> item() {
            return ids().stream().findFirst();
        }

        List<ItemId> ids() {
            List<ItemId> items = ids.stream().map(MailboxSession::itemId).distinct().toList();
            if (items.stream().map(ItemId::protocol).distinct().count() > 1) {
                throw new IllegalArgumentException("the ids are of several protocols; one at a time");
            }
            return items;
        }

        /** @return exit status */
        int tell(MailboxPrinter out, String done, Map<ItemId, MailboxException> failed) {
            if (ids().size() == 1 && !failed.isEmpty()) {
                throw failed.values().iterator().next();
            }
            for (ItemId id : ids()) {
                MailboxException why = failed.get(id);
                out.done(why == null ? done : "not " + done + " (" + why.getMessage() + ")", id);
            }
            return failed.isEmpty() ? 0 : 1;
        }
    }

    @Command(name = "read", description = "Show one voice message", mixinStandardHelpOptions = true)
    static final class Read extends OnItem {
        @Override
        Capability needs() {
            return Capability.READ;
        }

        @Override
        int run(Mailbox mailbox, MailboxPrinter out) {
            out.message(mailbox.read(id()));
            return 0;
        }
    }

    @Command(name = "deliver", description = "Deliver a sound file as a voice message; without one, a missed call", mixinStandardHelpOptions = true)
    static final class Deliver extends MailboxSession {
        @Parameters(paramLabel = "FILE", arity = "0..1", description = "MP3, WAV or WMA file; attached as it is")
        private @Nullable Path file;
        @Option(names = "--number", paramLabel = "NUMBER", description = "who called (default: ${DEFAULT-VALUE})")
        private String number = "+15550100";
        @Option(names = "--name", paramLabel = "NAME", description = "his name")
        private String name = "";

        @Override
        Capability needs() {
            return Capability.DELIVER;
        }

        @Override
        int run(Mailbox mailbox, MailboxPrinter out) throws IOException {
            var item = new HandMadeItem(mailbox.owner(), number, name);
            Path sound = file;
            if (sound == null) {
                out.done("delivered", mailbox.deliver(item.missedCall(), DeliveryId.random()));
                return 0;
            }
            try (Transcoder transcoder = FfmpegTranscoder.start(1)) {
                out.done("delivered", mailbox.deliver(item.voice(sound, transcoder), DeliveryId.random()));
                return 0;
            }
        }
    }

    @Command(name = "mark", description = "Mark items as read or unread", mixinStandardHelpOptions = true)
    static final class Mark extends OnItems {
        @ArgGroup(multiplicity = "1")
        private State state = new State();

        /** One of the two. */
        private static final class State {
            @Option(names = "--read", description = "as read")
            private boolean read;
            @Option(names = "--unread", description = "as unread")
            private boolean unread;

            boolean isRead() {
                return read && !unread;
            }
        }

        @Override
        Capability needs() {
            return Capability.MARK;
        }

        @Override
        int run(Mailbox mailbox, MailboxPrinter out) {
            return tell(out, state.isRead() ? "read" : "unread", mailbox.markAll(ids(), Flag.READ, state.isRead()));
        }
    }

    @Command(name = "move", description = "Move an item to another folder", mixinStandardHelpOptions = true)
    static final class Move extends OnItem {
        @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "one of: ${COMPLETION-CANDIDATES}")
        private WellKnownFolder to = WellKnownFolder.INBOX;

        @Override
        Capability needs() {
            return Capability.MOVE;
        }

        @Override
        int run(Mailbox mailbox, MailboxPrinter out) {
            out.done("moved", mailbox.move(id(), to));
            return 0;
        }
    }

    @Command(name = "delete", description = "Delete items: to the deleted items, where the protocol can", mixinStandardHelpOptions = true)
    static final class Delete extends OnItems {
        @Override
        Capability needs() {
            return Capability.DELETE;
        }

        @Override
        int run(Mailbox mailbox, MailboxPrinter out) {
            return tell(out, "deleted", mailbox.deleteAll(ids()));
        }
    }

    @Command(name = "audio", description = "Save the recording of a voice message", mixinStandardHelpOptions = true)
    static final class Audio extends OnItem {
        @Option(names = "--attachment", paramLabel = "NAME", description = "which recording (default: the newest)")
        private @Nullable String attachment;
        @Option(names = "--to", paramLabel = "FILE", description = "where (default: its own name in this directory)")
        private @Nullable Path to;

        @Override
        Capability needs() {
            return Capability.AUDIO;
        }

        @Override
        int run(Mailbox mailbox, MailboxPrinter out) throws IOException {
            AttachmentName name = attachment == null ? newest(mailbox.read(id())) : new AttachmentName(attachment);
            Path file = to == null ? Path.of(name.value()) : to;
            AudioSource audio = mailbox.audio(id(), name);
            try (InputStream in = audio.open()) {
                Files.copy(in, file);
            }
            out.saved(file.toString(), Files.size(file));
            return 0;
        }

        private static AttachmentName newest(VoiceMessage message) {
            return message.audio().stream().findFirst().map(VoiceMessage.Attachment::name)
                    .orElseThrow(() -> new IllegalArgumentException("this item has no recording"));
        }
    }
}
