/**
 * The lab's address book server ([MS-OXNSPI]): {@link NspiServer} answers calls whatever carries them,
 * {@link NspiOverHttp} is the carrier for MAPI over HTTP. Rows are the persons of the store's address book, in its order.
 * Strict: what the specification refuses is refused, by its name.
 */
@NullMarked
package org.voxpost.lab.nspi;

import org.jspecify.annotations.NullMarked;
