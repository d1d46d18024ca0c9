/**
 * SRTP and SRTCP (RFC 3711, 6188, 7714) with keys from SDP (RFC 4568), by the JDK's own ciphers. A {@code SrtpSender} and
 * a {@code SrtpReceiver} each belong to one direction and one thread; packets are changed in place. Key derivation rate 0
 * only; no F8, no null cipher. Keys never show in any text.
 */
@NullMarked
package org.voxpost.media.srtp;

import org.jspecify.annotations.NullMarked;
