/** Kerberos over HTTP, accepted by JGSS with a key table; the KDC is a real one beside the lab. */
@NullMarked
package org.voxpost.lab.kerberos;

import org.jspecify.annotations.NullMarked;
