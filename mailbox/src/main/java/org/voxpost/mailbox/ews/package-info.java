/**
 * Exchange Web Services: SOAP 1.1 over HTTP, as every Exchange from 2007 on speaks it ([MS-OXWSCDATA], [MS-OXWSMSG],
 * [MS-OXWSSRCH], [MS-OXWSATT], [MS-OXWSNTIF], [MS-OXWSSYNC], [MS-OXWSUSRCFG], [MS-OXWSPERS]).
 *
 * <p>{@link org.voxpost.mailbox.ews.EwsProvider} makes the servers. Another person's mailbox is reached by impersonation
 * or as a delegate. Every operation blocks its caller; a watch has virtual threads of its own. A request that creates
 * something is sent once: what becomes of it when the answer gets lost is for the caller to find out.
 */
@NullMarked
package org.voxpost.mailbox.ews;

import org.jspecify.annotations.NullMarked;
