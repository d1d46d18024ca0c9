/** HTTP to Exchange: Apache HttpClient 5, one pool per endpoint and account, time limits, TLS trust, proxy. */
@NullMarked
package org.voxpost.mailbox.http;

import org.jspecify.annotations.NullMarked;
