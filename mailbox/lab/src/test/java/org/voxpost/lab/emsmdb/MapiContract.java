package org.voxpost.lab.emsmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxContract;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;

/** What the MAPI client owes its callers on every carrier of ROPs, beside what every protocol does. */
public interface MapiContract extends MailboxContract {
    int PIECE = 31 * 1024;

    /** The lab that is asked. */
    LabStore store();

    Faults faults();

    /** What the carrier calls a request with ROPs, to faults. */
    String request();

    /** How many of those were executed so far. */
    int executed();

    private Mailbox mailbox() {
        return server().open(owner());
    }

    private LabMailbox stored() {
        return store().mailbox(owner()).orElseThrow();
    }

    @Test
    default void aDeliveryTakesFourRequestsAndOneForEachPieceOfTheAudio() {
        for (int bytes : new int[]{1, PIECE, PIECE + 1, 10 * PIECE}) {
            mailbox().list(ItemQuery.voice().atMost(1)); // signed in and logged on
            int before = executed();

            mailbox().deliver(SampleItems.voice(owner(), SampleItems.noise(bytes, 9)), DeliveryId.random());

            int pieces = (bytes + PIECE - 1) / PIECE;
            assertThat(executed() - before).as("%d bytes", bytes).isLessThanOrEqualTo(3 + pieces);
        }
    }

    @Test
    default void aThousandMessagesAreListedInAFewRequests() {
        for (int i = 0; i < 1000; i++) {
            stored().create(LabItem.unsaved(FolderRole.INBOX.id(), false, PropertyBag.empty()
                    .with(Tags.MESSAGE_CLASS, "IPM.Note.Microsoft.Voicemail.UM.CA")
                    .with(Tags.SUBJECT, "Voice Mail from somebody with a long name (" + i + " seconds)")
                    .with(Tags.MESSAGE_FLAGS, 0)
                    .with(Tags.VOICE_MESSAGE_DURATION, i), List.of(), List.of()));
        }

        assertThat(mailbox().list(ItemQuery.voice())).hasSize(1000);

        assertThat(executed()).isLessThanOrEqualTo(15);
    }

    @Test
    default void whatDidNotFitIntoAnAnswerIsAskedForAgain() throws IOException {
        byte[] spoken = SampleItems.noise(3 * PIECE, 4);
        OutgoingItem item = SampleItems.voice(owner(), spoken);
        mailbox().counts();
        int before = executed();
        faults().order(Fault.of(FaultKind.BUFFER_TOO_SMALL).on(request()).times(5));

        ItemId stored = mailbox().deliver(item, DeliveryId.random());

        assertThat(executed() - before).as("some were repeated").isGreaterThan(6);
        assertThat(stored().items(FolderRole.INBOX.id(), false)).hasSize(1);
        faults().order(Fault.of(FaultKind.BUFFER_TOO_SMALL).on(request()).times(5));
        try (InputStream in = mailbox().audio(stored, item.audio().orElseThrow().name()).open()) {
            assertThat(in.readAllBytes()).isEqualTo(spoken);
        }
        assertThat(mailbox().list(ItemQuery.voice())).hasSize(1);
    }

    @Test
    default void aServerThatNeverHasRoomIsGivenUp() {
        mailbox().counts();
        faults().order(Fault.of(FaultKind.BUFFER_TOO_SMALL).value(0).on(request()));

        assertThatThrownBy(() -> mailbox().deliver(SampleItems.voice(owner(), new byte[1]), DeliveryId.random()))
                .isInstanceOf(MailboxException.class).hasMessageContaining("ecBufferTooSmall");
    }

    @Test
    default void aBackOffIsObeyedAndNothingWasDone() {
        mailbox().counts();
        for (int request = 1; request <= 4; request++) {
            faults().order(Fault.of(FaultKind.SLOW).value(0).on(request()).times(request - 1));
            faults().order(Fault.of(FaultKind.BACKOFF).value(7000).on(request()).times(1));

            assertThatThrownBy(() -> mailbox().deliver(SampleItems.voice(owner(), new byte[1]), DeliveryId.random()))
                    .as("at request %d of a delivery", request)
                    .isInstanceOfSatisfying(MailboxException.Unavailable.class,
                            busy -> assertThat(busy.retryAfter()).contains(Duration.ofSeconds(7)));
            assertThat(stored().items(FolderRole.INBOX.id(), false)).isEmpty();
        }

        mailbox().deliver(SampleItems.voice(owner(), new byte[1]), DeliveryId.random());
        assertThat(mailbox().list(ItemQuery.voice())).hasSize(1);
    }
}
