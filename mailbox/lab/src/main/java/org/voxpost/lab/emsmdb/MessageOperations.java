package org.voxpost.lab.emsmdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.voxpost.lab.store.LabAttachment;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.ObjectIds;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.rop.CreateAttachment;
import org.voxpost.mailbox.wire.rop.CreateMessage;
import org.voxpost.mailbox.wire.rop.DeleteAttachment;
import org.voxpost.mailbox.wire.rop.DeleteProperties;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.GetAttachmentTable;
import org.voxpost.mailbox.wire.rop.GetPropertiesAll;
import org.voxpost.mailbox.wire.rop.GetPropertiesList;
import org.voxpost.mailbox.wire.rop.GetPropertiesSpecific;
import org.voxpost.mailbox.wire.rop.ModifyRecipients;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.OpenAttachment;
import org.voxpost.mailbox.wire.rop.OpenMessage;
import org.voxpost.mailbox.wire.rop.OpenedMessage;
import org.voxpost.mailbox.wire.rop.PropertyError;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyType;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.ReadRecipients;
import org.voxpost.mailbox.wire.rop.Recipient;
import org.voxpost.mailbox.wire.rop.RecipientRow;
import org.voxpost.mailbox.wire.rop.ReloadCachedInformation;
import org.voxpost.mailbox.wire.rop.RemoveAllRecipients;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.SaveChangesAttachment;
import org.voxpost.mailbox.wire.rop.SaveChangesMessage;
import org.voxpost.mailbox.wire.rop.SetMessageReadFlag;
import org.voxpost.mailbox.wire.rop.SetProperties;

/** Messages, their recipients, attachments and properties ([MS-OXCMSG] 3.2.5, [MS-OXCPRPT] 3.2.5). */
final class MessageOperations {
    private static final int LONGEST_VALUE = 8 * 1024; // longer ones are read as streams
    private static final Set<Integer> COMPUTED = Set.of(0x0E08, 0x0E1B, 0x6748, 0x674A, 0x674D, 0x0FFF, 0x300B, 0x0E20,
            0x0E21);
    private static final int MOST_ROWS = 255;

    private final AtomicInteger failNextSave = new AtomicInteger();

    void failNextSave(int errorCode) {
        failNextSave.set(errorCode);
    }

    // ---- messages

    private static ServerObject.Message message(Slots slots, int slot) {
        return slots.get(slot, ServerObject.Message.class);
    }

    Answer<?> open(OpenMessage open, Slots slots) {
        LabMailbox mailbox = StoreOperations.mailbox(slots, open.input());
        long folder = ObjectIds.fromWire(open.folder().value());
        LabItem item = mailbox.item(ObjectIds.fromWire(open.message().value()))
                .filter(found -> found.folderId() == folder || mailbox.folder(folder).search())
                .orElseThrow(() -> new Refused(ErrorCode.NOT_FOUND));
        var message = new ServerObject.Message(mailbox, item, open.openModeFlags() != OpenMessage.READ_ONLY);
        slots.put(open.output(), message);
        return new Answer<>(open, opened(message));
    }

    private static OpenedMessage opened(ServerObject.Message message) {
        List<Recipient> recipients = message.recipients.stream().limit(MOST_ROWS).map(MessageOperations::recipient)
                .toList();
        return new OpenedMessage(!message.mailbox.propertyNames().isEmpty(), "", message.properties.text(Tags.SUBJECT),
                message.recipients.size(), List.of(), recipients);
    }

    private static Recipient recipient(PropertyBag bag) {
        String address = bag.text(Tags.SMTP_ADDRESS).isEmpty()
                ? bag.text(Tags.EMAIL_ADDRESS)
                : bag.text(Tags.SMTP_ADDRESS);
        return new Recipient(bag.number(Tags.RECIPIENT_TYPE, 1), OpenMessage.CODE_PAGE_OF_LOGON,
                RecipientRow.smtp(address, bag.text(Tags.DISPLAY_NAME)));
    }

    Answer<?> create(CreateMessage create, Slots slots) {
        LabMailbox mailbox = StoreOperations.mailbox(slots, create.input());
        long folder = ObjectIds.fromWire(create.folder().value());
        mailbox.folder(folder);
        var item = LabItem.unsaved(folder, create.associated(), PropertyBag.empty(), List.of(), List.of());
        slots.put(create.output(), new ServerObject.Message(mailbox, item, true));
        return new Answer<>(create, new CreateMessage.Reply(Optional.empty()));
    }

    Answer<?> save(SaveChangesMessage save, Slots slots) {
        ServerObject.Message message = message(slots, save.message());
        int fault = failNextSave.getAndSet(0);
        if (fault != 0) {
            throw new Refused(fault);
        }
        if (!message.writable) {
            throw new Refused(ErrorCode.ACCESS_DENIED);
        }
        LabItem saved = message.id == 0
                ? message.mailbox.create(message.item())
                : message.mailbox.change(message.id, old -> changed(old, message));
        message.id = saved.id();
        message.properties = saved.properties();
        return new Answer<>(save, new SaveChangesMessage.Reply(new ObjectId(ObjectIds.toWire(saved.id()))));
    }

    private static LabItem changed(LabItem old, ServerObject.Message message) {
        LabItem now = message.item();
        return old.with(now.properties().with(Tags.MESSAGE_FLAGS, old.flags()))
                .withRecipients(now.recipients())
                .withAttachments(now.attachments());
    }

    Answer<?> setReadFlag(SetMessageReadFlag flag, Slots slots) {
        ServerObject.Message message = message(slots, flag.message());
        FolderOperations.markRead(message.mailbox, message.id, FolderOperations.read(flag.flags()));
        return new Answer<>(flag, new SetMessageReadFlag.Reply(false));
    }

    Answer<?> reload(ReloadCachedInformation reload, Slots slots) {
        return new Answer<>(reload, opened(message(slots, reload.message())));
    }

    // ---- recipients

    Answer<?> modifyRecipients(ModifyRecipients modify, Slots slots) {
        ServerObject.Message message = message(slots, modify.message());
        var recipients = new ArrayList<>(message.recipients);
        for (ModifyRecipients.Row row : modify.rows()) {
            if (row.rowId() < 0 || row.rowId() > recipients.size()) {
                throw new Refused(ErrorCode.INVALID_PARAMETER);
            }
            if (row.recipient().isEmpty()) {
                recipients.remove(row.rowId());
            } else {
                PropertyBag bag = bag(row.recipient().get(), row.recipientType());
                if (row.rowId() == recipients.size()) {
                    recipients.add(bag);
                } else {
                    recipients.set(row.rowId(), bag);
                }
            }
        }
        message.recipients = List.copyOf(recipients);
        return new Answer<>(modify, Rop.Done.DONE);
    }

    private static PropertyBag bag(RecipientRow row, int type) {
        PropertyBag bag = PropertyBag.empty()
                .with(Tags.RECIPIENT_TYPE, type)
                .with(Tags.ADDRESS_TYPE, row.type() == RecipientRow.SMTP ? "SMTP" : "EX")
                .with(Tags.DISPLAY_NAME, row.displayName().orElse(""));
        String address = row.emailAddress().orElse(row.x500());
        return row.type() == RecipientRow.SMTP
                ? bag.with(Tags.SMTP_ADDRESS, address).with(Tags.EMAIL_ADDRESS, address)
                : bag.with(Tags.EMAIL_ADDRESS, address);
    }

    Answer<?> readRecipients(ReadRecipients read, Slots slots) {
        ServerObject.Message message = message(slots, read.message());
        var rows = new ArrayList<ReadRecipients.Row>();
        for (int i = Math.max(0, read.firstRow()); i < message.recipients.size() && rows.size() < 100; i++) {
            rows.add(new ReadRecipients.Row(i, recipient(message.recipients.get(i))));
        }
        if (rows.isEmpty()) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return new Answer<>(read, new ReadRecipients.Reply(rows));
    }

    Answer<?> removeRecipients(RemoveAllRecipients remove, Slots slots) {
        message(slots, remove.message()).recipients = List.of();
        return new Answer<>(remove, Rop.Done.DONE);
    }

    // ---- properties

    private static Row row(Slots slots, int slot) {
        return switch (slots.any(slot)) {
            case ServerObject.Message message -> Rows.of(message.mailbox, message.item());
            case ServerObject.Folder folder -> Rows.of(folder.mailbox(), folder.mailbox().folder(folder.id()), 0);
            case ServerObject.Attachment attachment -> row(attachment.attachment());
            default -> throw new Refused(ErrorCode.NOT_SUPPORTED);
        };
    }

    static Row row(LabAttachment attachment) {
        return tag -> switch (tag.value()) {
            case Tags.ATTACH_NUMBER -> new PropertyValue(tag, attachment.number());
            case Tags.ATTACH_SIZE -> new PropertyValue(tag, (int) (attachment.content().lengthBytes()
                    + attachment.properties().sizeBytes()));
            case Tags.ATTACH_DATA -> new PropertyValue(tag, new PropertyError(ErrorCode.NOT_ENOUGH_MEMORY));
            default -> Values.of(attachment.properties(), tag);
        };
    }

    Answer<?> properties(GetPropertiesSpecific get, Slots slots, int room) {
        Row row = row(slots, get.object());
        int longest = get.sizeLimit() == 0 ? LONGEST_VALUE : Math.min(get.sizeLimit(), LONGEST_VALUE);
        var cells = new ArrayList<PropertyValue>();
        int left = room - 7 - 5 * get.tags().size();
        for (PropertyTag tag : get.tags()) {
            PropertyValue value = row.value(tag);
            int size = size(value);
            boolean fits = size <= longest && size <= left;
            left -= fits ? size : 0;
            cells.add(fits ? value : new PropertyValue(tag, new PropertyError(ErrorCode.NOT_ENOUGH_MEMORY)));
        }
        return new Answer<>(get, new PropertyRow(cells));
    }

    private static int size(PropertyValue value) {
        if (value.value() instanceof byte[] bytes && bytes.length > LONGEST_VALUE) {
            return bytes.length; // could not even be written
        }
        var out = new WireWriter();
        value.write(out);
        return out.size();
    }

    Answer<?> allProperties(GetPropertiesAll get, Slots slots, int room) {
        Row row = row(slots, get.object());
        var values = new ArrayList<PropertyValue>();
        int left = room - 8;
        for (PropertyTag tag : tags(slots, get.object())) {
            PropertyValue value = row.value(tag);
            int size = size(value);
            boolean fits = size <= LONGEST_VALUE && size <= left - 8;
            values.add(fits ? value : new PropertyValue(tag, new PropertyError(ErrorCode.NOT_ENOUGH_MEMORY)));
            left -= fits ? size : 8;
        }
        return new Answer<>(get, new GetPropertiesAll.Reply(values));
    }

    Answer<?> propertyList(GetPropertiesList list, Slots slots) {
        return new Answer<>(list, new GetPropertiesList.Reply(tags(slots, list.object())));
    }

    private static List<PropertyTag> tags(Slots slots, int slot) {
        PropertyBag bag = switch (slots.any(slot)) {
            case ServerObject.Message message -> message.properties;
            case ServerObject.Folder folder -> folder.mailbox().folder(folder.id()).properties();
            case ServerObject.Attachment attachment -> attachment.properties;
            default -> throw new Refused(ErrorCode.NOT_SUPPORTED);
        };
        var tags = new ArrayList<PropertyTag>();
        bag.forEach((tag, value) -> tags.add(PropertyTag.of(tag)));
        return tags;
    }

    Answer<?> setProperties(SetProperties set, Slots slots) {
        ServerObject object = slots.any(set.object());
        var problems = new ArrayList<Rop.PropertyProblem>();
        for (int i = 0; i < set.values().size(); i++) {
            PropertyValue value = set.values().get(i);
            int problem = set(object, value);
            if (problem != 0) {
                problems.add(new Rop.PropertyProblem(i, value.tag(), problem));
            }
        }
        return new Answer<>(set, new Rop.Problems(problems));
    }

    /** @return what is wrong with it, or 0 */
    private static int set(ServerObject object, PropertyValue value) {
        if (COMPUTED.contains(value.tag().id()) || value.tag().type() == PropertyType.OBJECT) {
            return ErrorCode.COMPUTED;
        }
        switch (object) {
            case ServerObject.Message message -> {
                if (value.tag().value() == Tags.MESSAGE_FLAGS && message.id != 0) {
                    return ErrorCode.COMPUTED; // good only before the first save
                }
                if (!message.writable) {
                    return ErrorCode.ACCESS_DENIED;
                }
                message.properties = Values.with(message.properties, value);
            }
            case ServerObject.Attachment attachment -> {
                if (!attachment.writable) {
                    return ErrorCode.ACCESS_DENIED;
                }
                attachment.properties = Values.with(attachment.properties, value);
            }
            case ServerObject.Folder folder ->
                folder.mailbox().changeFolder(folder.id(), bag -> Values.with(bag, value));
            default -> throw new Refused(ErrorCode.NOT_SUPPORTED);
        }
        return 0;
    }

    Answer<?> deleteProperties(DeleteProperties delete, Slots slots) {
        ServerObject.Message message = message(slots, delete.object());
        for (PropertyTag tag : delete.tags()) {
            message.properties = message.properties.without(tag.value());
        }
        return new Answer<>(delete, new Rop.Problems(List.of()));
    }

    // ---- attachments

    Answer<?> attachmentTable(GetAttachmentTable get, Slots slots) {
        ServerObject.Message message = message(slots, get.message());
        slots.put(get.output(), new ServerObject.Table(
                () -> message.attachments.values().stream().map(MessageOperations::row).toList()));
        return new Answer<>(get, Rop.Done.DONE);
    }

    Answer<?> openAttachment(OpenAttachment open, Slots slots) {
        ServerObject.Message message = message(slots, open.message());
        LabAttachment attachment = message.attachments.get(open.attachmentId());
        if (attachment == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        slots.put(open.output(),
                new ServerObject.Attachment(message, attachment, open.flags() != 0 && message.writable));
        return new Answer<>(open, Rop.Done.DONE);
    }

    Answer<?> createAttachment(CreateAttachment create, Slots slots) {
        ServerObject.Message message = message(slots, create.message());
        int number = message.nextAttachment++;
        var attachment = new LabAttachment(number, PropertyBag.empty(), AudioSource.of(new byte[0]));
        slots.put(create.output(), new ServerObject.Attachment(message, attachment, true));
        return new Answer<>(create, new CreateAttachment.Reply(number));
    }

    Answer<?> deleteAttachment(DeleteAttachment delete, Slots slots) {
        if (message(slots, delete.message()).attachments.remove(delete.attachmentId()) == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return new Answer<>(delete, Rop.Done.DONE);
    }

    Answer<?> saveAttachment(SaveChangesAttachment save, Slots slots) {
        ServerObject.Attachment attachment = slots.get(save.attachment(), ServerObject.Attachment.class);
        attachment.message.attachments.put(attachment.number, attachment.attachment());
        return new Answer<>(save, Rop.Done.DONE);
    }
}
