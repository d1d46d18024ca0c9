/**
 * Mailboxes by MAPI ([MS-OXCMSG], [MS-OXCFOLD], [MS-OXCTABL], [MS-OXCNOTIF]): ROPs over MAPI/HTTP, or over any other
 * {@link org.voxpost.mailbox.wire.rop.RopCarrier}.
 *
 * <p>{@link org.voxpost.mailbox.mapi.MapiProvider} is the way in. One session with one logon serves one owner; it is
 * opened when it is needed, shared by all who open that mailbox, and given back when nobody used it for a while. A
 * request carries many ROPs; a message of {@code n} bytes is delivered in at most {@code 4 + n / 31 kB} requests and
 * lies in the mailbox only after the last of them. Item ids are message entry ids (base64url), which outlive the
 * session. Calls block; nothing here starts platform threads.
 */
@NullMarked
package org.voxpost.mailbox.mapi;

import org.jspecify.annotations.NullMarked;
