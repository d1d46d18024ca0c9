/**
 * Autodiscover: from an SMTP address to the URLs that serve its mailbox ([MS-OXDSCLI], [MS-OXWSADISC]). POX first, at the
 * well-known places in their order, then the JSON form. A redirect is followed, and a URL taken, only if its host lies in
 * the mail domain or is allowed by configuration. Blocks; pinned URLs need nothing of this.
 */
@NullMarked
package org.voxpost.mailbox.autodiscover;

import org.jspecify.annotations.NullMarked;
