package org.voxpost.lab.store;

/** The store does not do what a front end asked; the front end turns the reason into its protocol's code. */
public final class StoreRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    public StoreRefusal(Reason reason, String what) {
        super(what);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        /** no such folder, item, attachment */
        NOT_FOUND,
        /** the mailbox's quota is used up */
        QUOTA,
        /** larger than the mailbox takes in one item */
        TOO_LARGE,
        /** a property that cannot be changed any more */
        READ_ONLY,
        /** a folder of this name exists beside it */
        NAME_TAKEN,
        /** items cannot be put into a search folder */
        SEARCH_FOLDER,
        /** folders of the mailbox itself cannot be moved or deleted */
        WELL_KNOWN_FOLDER
    }
}
