package org.voxpost.lab.ews;

import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;

/** An item that is being written in some shape. */
record ItemView(LabMailbox mailbox, LabItem item, ItemShape shape) {
}
