/**
 * Telling people of trouble, by a road other than the one in trouble: mail by SMTP, or a POST to a webhook.
 *
 * <p>Alerts hold counts, mailboxes and what servers answered, never who called or what was said. Roads block and are
 * called on the housekeeping thread.
 */
@NullMarked
package org.voxpost.service.alert;

import org.jspecify.annotations.NullMarked;
