/**
 * MAPI over HTTP ([MS-OXCMAPIHTTP]): headers, cookies, meta-tags and the bodies of the mailbox endpoint.
 *
 * <p>{@link org.voxpost.mailbox.wire.mapihttp.MapiHttpContext} carries one Session Context and is used for the mailbox
 * and for the address book; it sits on a {@link org.voxpost.mailbox.wire.mapihttp.MapiHttpRoad}, which is plain HTTP.
 * {@link org.voxpost.mailbox.wire.mapihttp.AnswerReader} and {@link org.voxpost.mailbox.wire.mapihttp.AnswerWriter} are
 * the two ends of the same stream. {@link org.voxpost.mailbox.wire.mapihttp.MapiHttpCarrier} takes ROPs over it. Calls block. Times are milliseconds on the wire and {@code Duration} here.
 */
@NullMarked
package org.voxpost.mailbox.wire.mapihttp;

import org.jspecify.annotations.NullMarked;
