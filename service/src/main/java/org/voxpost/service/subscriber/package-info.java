/**
 * Who has a mailbox here, and by which numbers he is called.
 *
 * <p>An extension is looked up at the site it was dialled at, then the number in its E.164 form; several sites may use
 * the same extension. Safe for all threads, no look-up leaves the process. Subscribers stand in the configuration file or are
 * imported into the database; a running service takes an import over within seconds.
 */
@NullMarked
package org.voxpost.service.subscriber;

import org.jspecify.annotations.NullMarked;
