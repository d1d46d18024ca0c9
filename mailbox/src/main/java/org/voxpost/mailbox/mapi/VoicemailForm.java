package org.voxpost.mailbox.mapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.rop.CreateMessage;
import org.voxpost.mailbox.wire.rop.GetContentsTable;
import org.voxpost.mailbox.wire.rop.GetPropertiesSpecific;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.OpenFolder;
import org.voxpost.mailbox.wire.rop.OpenMessage;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.QueryRows;
import org.voxpost.mailbox.wire.rop.Restrict;
import org.voxpost.mailbox.wire.rop.Restriction;
import org.voxpost.mailbox.wire.rop.SaveChangesMessage;
import org.voxpost.mailbox.wire.rop.SetColumns;
import org.voxpost.mailbox.wire.rop.SetProperties;
import org.voxpost.mailbox.wire.rop.SpecialFolder;

/**
 * Makes Outlook show its voicemail form by the hidden (FAI) message {@code IPM.Configuration.UMOLK.UserOptions} in the
 * Inbox ([MS-OXOUM] 2.2.4, [MS-OXOCFG] 2.2.2). Once per mailbox is enough. Blocks; safe for several threads.
 */
public final class VoicemailForm implements AutoCloseable {
    private static final String CLASS = "IPM.Configuration.UMOLK.UserOptions";
    private static final int DICTIONARY = 0x4; // PidTagRoamingDatatypes
    private static final List<PropertyTag> COLUMNS = List.of(PidTag.MID);
    private static final List<PropertyTag> VALUE = List.of(PidTag.ROAMING_DICTIONARY);

    private final MapiServer server;

    /** Has sessions of its own; nothing is sent yet. */
    public VoicemailForm(MapiSettings settings) {
        this.server = (MapiServer) MapiProvider.server(settings);
    }

    /**
     * Switches form and options on, and leaves all else in the message as it is.
     *
     * @return true if something had to be changed
     * @throws org.voxpost.mailbox.MailboxException if the mailbox cannot be asked or written
     */
    public boolean provision(SmtpAddress owner) {
        return server.store(owner).perform("VoicemailForm", (session, commit) -> {
            Optional<ObjectId> existing = find(session);
            UserOptions now = existing.map(id -> read(session, id)).orElseGet(() -> UserOptions.read(new byte[0]));
            if (now.showsForm()) {
                return false;
            }
            write(session, existing, now.showingForm());
            return true;
        });
    }

    private static Optional<ObjectId> find(RopSession session) {
        RopBatch batch = session.batch();
        int inbox = batch.open();
        int table = batch.open();
        batch.add(new OpenFolder(RopSession.LOGON, inbox, session.folder(SpecialFolder.INBOX), 0));
        batch.add(new GetContentsTable(inbox, table, GetContentsTable.ASSOCIATED | GetContentsTable.UNICODE));
        batch.add(new SetColumns(table, COLUMNS));
        batch.add(new Restrict(table, Optional.of(new Restriction.Content(Restriction.FULL_STRING,
                Restriction.IGNORE_CASE, PidTag.MESSAGE_CLASS, new PropertyValue(PidTag.MESSAGE_CLASS, CLASS)))));
        var rows = batch.add(new QueryRows(table, 0, true, 1, COLUMNS));
        session.run(batch);
        session.release(batch, table, inbox);
        return rows.get().rows().stream().flatMap(row -> row.objectId(PidTag.MID).stream()).findFirst();
    }

    private static UserOptions read(RopSession session, ObjectId id) {
        RopBatch batch = session.batch();
        int message = batch.open();
        var opened = batch
                .add(OpenMessage.toRead(RopSession.LOGON, message, session.folder(SpecialFolder.INBOX), id));
        var values = batch.add(new GetPropertiesSpecific(message, 0, true, VALUE));
        session.run(batch);
        session.release(batch, message);
        opened.get();
        return UserOptions.read(values.get().get(PidTag.ROAMING_DICTIONARY, byte[].class).orElse(new byte[0]));
    }

    private static void write(RopSession session, Optional<ObjectId> existing, UserOptions options) {
        ObjectId inbox = session.folder(SpecialFolder.INBOX);
        RopBatch batch = session.batch();
        int message = batch.open();
        var all = new ArrayList<RopBatch.Asked<?>>();
        all.add(existing.isPresent()
                ? batch.add(new OpenMessage(RopSession.LOGON, message, OpenMessage.CODE_PAGE_OF_LOGON, inbox,
                        OpenMessage.BEST_ACCESS, existing.get()))
                : batch.add(new CreateMessage(RopSession.LOGON, message, OpenMessage.CODE_PAGE_OF_LOGON, inbox, true)));
        all.add(batch.add(new SetProperties(message, List.of(new PropertyValue(PidTag.MESSAGE_CLASS, CLASS),
                new PropertyValue(PidTag.ROAMING_DATATYPES, DICTIONARY),
                new PropertyValue(PidTag.ROAMING_DICTIONARY, options.bytes())))));
        all.add(batch.add(new SaveChangesMessage(RopSession.LOGON, message, SaveChangesMessage.KEEP_OPEN_READ_WRITE)));
        session.run(batch);
        session.release(batch, message);
        all.forEach(RopBatch.Asked::get);
    }

    @Override
    public void close() {
        server.close();
    }
}
