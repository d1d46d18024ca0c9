package org.voxpost.lab.store;

import static org.voxpost.lab.store.StoreRefusal.Reason.NAME_TAKEN;
import static org.voxpost.lab.store.StoreRefusal.Reason.NOT_FOUND;
import static org.voxpost.lab.store.StoreRefusal.Reason.READ_ONLY;
import static org.voxpost.lab.store.StoreRefusal.Reason.SEARCH_FOLDER;
import static org.voxpost.lab.store.StoreRefusal.Reason.WELL_KNOWN_FOLDER;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;

/** One mailbox. Safe for use by many threads; what it returns are snapshots. */
public final class LabMailbox {
    private static final int LOGGED_CHANGES = 20_000;

    private final SmtpAddress owner;
    private final String displayName;
    private final InstantSource clock;
    private final ItemFiles files;
    private final UUID guid;
    private final ReentrantLock lock = new ReentrantLock();
    // all below: guarded by lock
    private final Map<Long, LabFolder> folders = new TreeMap<>();
    private final Map<Long, LabItem> items = new TreeMap<>();
    private final NamedProperties named = new NamedProperties();
    private final Deque<LabChange> log = new ArrayDeque<>();
    private long lastId = 0xff;
    private long lastChange;
    private MailboxLimits limits = MailboxLimits.none();
    private final List<Consumer<LabChange>> listeners = new CopyOnWriteArrayList<>();

    LabMailbox(SmtpAddress owner, String displayName, InstantSource clock, ItemFiles files) {
        this.owner = owner;
        this.displayName = displayName;
        this.clock = clock;
        this.files = files;
        this.guid = UUID.nameUUIDFromBytes(owner.value().getBytes(StandardCharsets.UTF_8));
        for (FolderRole role : FolderRole.values()) {
            long parent = role == FolderRole.ROOT ? 0 : role.parent().id();
            folders.put(role.id(),
                    new LabFolder(role.id(), parent, Optional.of(role), properties(role), ++lastChange));
        }
    }

    private static PropertyBag properties(FolderRole role) {
        return PropertyBag.empty()
                .with(Tags.DISPLAY_NAME, role.displayName())
                .with(Tags.CONTAINER_CLASS, role.containerClass());
    }

    public SmtpAddress owner() {
        return owner;
    }

    public String displayName() {
        return displayName;
    }

    /** MailboxGuid; the replica GUID is this with the last bit turned. */
    public UUID guid() {
        return guid;
    }

    public UUID replicaGuid() {
        return new UUID(guid.getMostSignificantBits(), guid.getLeastSignificantBits() ^ 1);
    }

    /** As the address book has it. */
    public String legacyExchangeDn() {
        return AddressBook.person(displayName, owner).text(Tags.EMAIL_ADDRESS);
    }

    /** From now on. */
    public void limit(MailboxLimits to) {
        locked(() -> limits = to);
    }

    // ---- folders

    /** @throws StoreRefusal NOT_FOUND */
    public LabFolder folder(long id) {
        return locked(() -> Optional.ofNullable(folders.get(id))
                .orElseThrow(() -> new StoreRefusal(NOT_FOUND, "no folder " + id)));
    }

    public LabFolder folder(FolderRole role) {
        return folder(role.id());
    }

    /** In order of their ids. */
    public List<LabFolder> childrenOf(long folderId) {
        return locked(() -> folders.values().stream().filter(folder -> folder.parentId() == folderId).toList());
    }

    public LabFolder createFolder(long parentId, PropertyBag properties) {
        return locked(() -> {
            folder(parentId);
            requireFreeName(parentId, properties.text(Tags.DISPLAY_NAME));
            var created = new LabFolder(++lastId, parentId, Optional.empty(), properties, ++lastChange);
            folders.put(created.id(), created);
            tell(LabChange.Kind.CREATED, created);
            return created;
        });
    }

    public LabFolder changeFolder(long id, UnaryOperator<PropertyBag> change) {
        return locked(() -> {
            LabFolder old = folder(id);
            PropertyBag properties = change.apply(old.properties());
            if (!properties.text(Tags.DISPLAY_NAME).equals(old.displayName())) {
                requireFreeName(old.parentId(), properties.text(Tags.DISPLAY_NAME));
            }
            var changed = new LabFolder(id, old.parentId(), old.role(), properties, ++lastChange);
            folders.put(id, changed);
            tell(LabChange.Kind.MODIFIED, changed);
            return changed;
        });
    }

    /** With all that lies in it. */
    public void deleteFolder(long id) {
        locked(() -> {
            LabFolder folder = folder(id);
            if (folder.role().isPresent()) {
                throw new StoreRefusal(WELL_KNOWN_FOLDER, folder.displayName() + " cannot be deleted");
            }
            childrenOf(id).forEach(child -> deleteFolder(child.id()));
            List.copyOf(items.values()).stream().filter(item -> item.folderId() == id).forEach(this::remove);
            folders.remove(id);
            ++lastChange;
            tell(LabChange.Kind.DELETED, folder);
            return folder;
        });
    }

    private void requireFreeName(long parentId, String name) {
        if (childrenOf(parentId).stream().anyMatch(folder -> folder.displayName().equalsIgnoreCase(name))) {
            throw new StoreRefusal(NAME_TAKEN, "a folder '" + name + "' is already there");
        }
    }

    // ---- items

    public Optional<LabItem> item(long id) {
        return locked(() -> Optional.ofNullable(items.get(id)));
    }

    /** The folder's visible or hidden items in order of their ids; a search folder's are those it finds. */
    public List<LabItem> items(long folderId, boolean associated) {
        return locked(() -> {
            LabFolder folder = folder(folderId);
            return items.values()
                    .stream()
                    .filter(item -> item.associated() == associated)
                    .filter(item -> folder.search() ? found(item) : item.folderId() == folderId)
                    .toList();
        });
    }

    /** Visible and hidden ones of all folders, in order of their ids. */
    public List<LabItem> allItems() {
        return locked(() -> List.copyOf(items.values()));
    }

    private boolean found(LabItem item) {
        return ItemKind.isVoice(item.messageClass()) && visible(item.folderId());
    }

    private boolean visible(long folderId) {
        if (folderId == FolderRole.DELETED_ITEMS.id() || folderId == FolderRole.JUNK_EMAIL.id()
                || folderId == FolderRole.ROOT.id()) {
            return false;
        }
        return folderId == FolderRole.IPM_SUBTREE.id() || visible(folder(folderId).parentId());
    }

    /**
     * Saves a new item.
     *
     * @param unsaved made by {@link LabItem#unsaved}
     * @return it with its id and what the store maintains
     */
    public LabItem create(LabItem unsaved) {
        return locked(() -> {
            requireItemFolder(unsaved.folderId());
            PropertyBag complete = ItemRules.first(unsaved, clock.instant());
            limits.check(ItemRules.size(unsaved.with(complete)), this::usedBytes);
            LabItem saved = store(unsaved.with(complete).at(++lastId, unsaved.folderId(), ++lastChange));
            tell(LabChange.Kind.CREATED, saved, saved);
            return saved;
        });
    }

    /**
     * Changes an item and saves it.
     *
     * @param change gets the item as it is, while the mailbox is locked; may throw to leave it so
     */
    public LabItem change(long id, UnaryOperator<LabItem> change) {
        return locked(() -> {
            LabItem old = required(id);
            LabItem wanted = change.apply(old);
            if ((wanted.flags() ^ old.flags()) != 0 && (ItemRules.fixedFlags(wanted) != ItemRules.fixedFlags(old))) {
                throw new StoreRefusal(READ_ONLY, "message flags cannot be changed after the first save");
            }
            LabItem saved = store(
                    wanted.with(ItemRules.next(wanted, clock.instant())).at(id, old.folderId(), ++lastChange));
            tell(ItemRules.onlyReadState(old, saved) ? LabChange.Kind.READ_STATE : LabChange.Kind.MODIFIED, saved, old);
            return saved;
        });
    }

    /** @return it with its new id */
    public LabItem move(long id, long toFolder) {
        return locked(() -> {
            LabItem old = required(id);
            requireItemFolder(toFolder);
            items.remove(id);
            LabItem moved = store(old.at(++lastId, toFolder, ++lastChange));
            files.delete(this, old);
            tell(LabChange.Kind.MOVED, moved, old);
            return moved;
        });
    }

    /** @return the copy */
    public LabItem copy(long id, long toFolder) {
        return locked(() -> {
            LabItem old = required(id);
            requireItemFolder(toFolder);
            limits.check(ItemRules.size(old), this::usedBytes);
            LabItem copied = store(old.at(++lastId, toFolder, ++lastChange));
            tell(LabChange.Kind.COPIED, copied, old);
            return copied;
        });
    }

    /** For good. */
    public void delete(long id) {
        locked(() -> {
            remove(required(id));
            return id;
        });
    }

    private void remove(LabItem item) {
        items.remove(item.id());
        files.delete(this, item);
        ++lastChange;
        tell(LabChange.Kind.DELETED, item, item);
    }

    private LabItem store(LabItem item) {
        LabItem kept = files.write(this, ItemRules.numbered(item));
        items.put(kept.id(), kept);
        return kept;
    }

    private LabItem required(long id) {
        return item(id).orElseThrow(() -> new StoreRefusal(NOT_FOUND, "no item " + id));
    }

    private void requireItemFolder(long id) {
        if (folder(id).search()) {
            throw new StoreRefusal(SEARCH_FOLDER, folder(id).displayName() + " is a search folder");
        }
    }

    public long usedBytes() {
        return locked(() -> items.values().stream().mapToLong(ItemRules::size).sum());
    }

    // ---- named properties

    /** The id for a name, 0x8000..0xFFFE, given now if it has none. */
    public int propertyId(PropertyName name) {
        return locked(() -> named.findOrAdd(name));
    }

    public OptionalInt findPropertyId(PropertyName name) {
        return locked(() -> named.find(name));
    }

    public Optional<PropertyName> propertyName(int id) {
        return locked(() -> named.name(id));
    }

    public Map<Integer, PropertyName> propertyNames() {
        return locked(named::all);
    }

    // ---- changes

    /** The number of the last change, item or folder. */
    public long lastChange() {
        return locked(() -> lastChange);
    }

    /** What happened after change {@code number}, oldest first; empty if that is longer ago than is remembered. */
    public Optional<List<LabChange>> changesAfter(long number) {
        return locked(() -> {
            boolean forgotten = log.size() == LOGGED_CHANGES && log.getFirst().number() > number + 1;
            return forgotten
                    ? Optional.empty()
                    : Optional.of(log.stream().filter(change -> change.number() > number).toList());
        });
    }

    /** Calls {@code listener} with every change until the handle is closed; see the package's description. */
    public Listening listen(Consumer<LabChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A listener's registration. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    private void tell(LabChange.Kind kind, LabFolder folder) {
        tell(new LabChange(this, lastChange, kind, folder.id(), folder.parentId(), folder.id(), folder.parentId(),
                true, false));
    }

    private void tell(LabChange.Kind kind, LabItem item, LabItem old) {
        tell(new LabChange(this, lastChange, kind, item.id(), item.folderId(), old.id(), old.folderId(), false,
                item.associated()));
    }

    private void tell(LabChange change) {
        if (log.size() == LOGGED_CHANGES) {
            log.removeFirst();
        }
        log.addLast(change);
        listeners.forEach(listener -> listener.accept(change));
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return owner.value();
    }
}
