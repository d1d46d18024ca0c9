/**
 * Client of the Voice Mail Settings web service ([MS-OXWUMS]) at {@code UM2007Legacy.asmx}, whose address Autodiscover gives
 * as UMUrl.
 *
 * <p>{@link org.voxpost.mailbox.umws.UmwsProvider} opens it as a {@link org.voxpost.mailbox.UnifiedMessaging}. The codec is
 * {@link org.voxpost.mailbox.wire.umws}. The service acts for whoever signs in: it takes no impersonation. Calls block. The
 * three newer operations that belong to EWS are not here.
 */
@NullMarked
package org.voxpost.mailbox.umws;

import org.jspecify.annotations.NullMarked;
