/** Signing in: Basic, NTLMv2, Negotiate (Kerberos), OAuth2 bearer. Secrets never show in {@code toString}. */
@NullMarked
package org.voxpost.mailbox.auth;

import org.jspecify.annotations.NullMarked;
