/**
 * What all of the lab's front ends show: mailboxes with folders and items, accounts, an address book.
 *
 * <p>{@link org.voxpost.lab.store.LabStore} holds {@link org.voxpost.lab.store.LabMailbox}es, the
 * {@link org.voxpost.lab.store.Accounts} that may sign in, and the {@link org.voxpost.lab.store.AddressBook}. Items,
 * attachments, recipients, folders and persons are immutable snapshots; each carries a
 * {@link org.voxpost.lab.store.PropertyBag}. To change an item, hand a function to
 * {@link org.voxpost.lab.store.LabMailbox#change}; it runs while the mailbox is locked.
 *
 * <h2>Property values</h2> A bag maps a property tag ({@code id << 16 | type}, [MS-OXCDATA] 2.9) to a value. Strings are
 * stored as PtypString (0x001F) only: a front end that gets PtypString8 converts. Java types by property type:
 * <pre>
 * 0002 Integer16  Short      000B Boolean    Boolean     0048 Guid    UUID
 * 0003 Integer32  Integer    0014 Integer64  Long        0102 Binary  byte[] (never changed by anybody)
 * 0004 Floating32 Float      001F String     String      1xxx multi-valued: a List of the above
 * 0005 Floating64 Double     0040 Time       Instant
 * 0006 Currency   Long (×10,000)             0007 FloatingTime  Double (days)
 * </pre>
 * Named properties get ids from 0x8000 on, per mailbox: {@link org.voxpost.lab.store.LabMailbox#propertyId}.
 *
 * <h2>Ids</h2> Folder and item ids are counters of 48 bits, unique in the mailbox and never used again. As a FID or MID
 * ([MS-OXCDATA] 2.2.1) a counter is its six bytes big-endian behind ReplId 1: {@link org.voxpost.lab.store.ObjectIds}.
 * Moving gives a new id, as in Exchange.
 *
 * <h2>What the store itself maintains</h2> On every save: PidTagCreationTime, PidTagLastModificationTime,
 * PidTagMessageSize, PidTagHasAttachments, PidTagSearchKey, the delivery time if absent, and in PidTagMessageFlags
 * mfHasAttach. The flags are write-once but for mfRead: after the first save anything else is
 * {@link org.voxpost.lab.store.StoreRefusal.Reason#READ_ONLY}. An item saved first without flags is an unsent draft
 * ([MS-OXCMSG] 2.2.1.6).
 *
 * <p>Everything is safe for use by many threads. Listeners run on the changing thread while the mailbox is locked, in the
 * order of the changes: hand over and return. With a directory, each item is also exported (JSON of its properties,
 * attachments as files, written atomically, {@code DIR/owner/ID.json} and {@code DIR/owner/ID/name}); it is not read back.
 */
@NullMarked
package org.voxpost.lab.store;

import org.jspecify.annotations.NullMarked;
