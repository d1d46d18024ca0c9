/**
 * The Voice Mail Settings web service ([MS-OXWUMS]) over settings of the lab's own: {@code /EWS/UM2007Legacy.asmx}.
 *
 * <p>Every mailbox is enabled. Play on phone dials nobody: a call is connected at once, until it is disconnected; numbers
 * of anything but digits, {@code +} and blanks are against the dialling rules. Each request runs on its connection's thread.
 */
@NullMarked
package org.voxpost.lab.umws;

import org.jspecify.annotations.NullMarked;
