/**
 * SIP as Voxpost needs it: calls that come in from configured peers, calls that go out, message waiting, transfer
 * (RFC 3261 and friends).
 *
 * <p>The contracts are {@link org.voxpost.sip.SipEndpoint} and {@link org.voxpost.sip.Call}; the pure core is
 * {@link org.voxpost.sip.CallFacts}. The stack behind them (JAIN SIP) lives in {@code org.voxpost.sip.jain} and shows
 * nowhere here. Methods of a call may be used from any virtual thread and do not wait for the network unless they say
 * so. SDP bodies are opaque text: this module neither reads nor writes them.
 */
@NullMarked
package org.voxpost.sip;

import org.jspecify.annotations.NullMarked;
