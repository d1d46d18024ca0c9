package org.voxpost.lab.emsmdb;

import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** Something that has properties: a message, folder or attachment. */
@FunctionalInterface
interface Row {
    /** The value under this tag, or an error under it. */
    PropertyValue value(PropertyTag tag);
}
