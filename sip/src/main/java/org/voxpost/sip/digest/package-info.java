/**
 * HTTP digest as SIP uses it (RFC 3261, 22; RFC 7616; RFC 8760): reading challenges and answering them. Pure. Secrets go in
 * and only their hash comes out. No auth-int, no AKA.
 */
@NullMarked
package org.voxpost.sip.digest;

import org.jspecify.annotations.NullMarked;
