/**
 * Autodiscover over the lab's store: POX ([MS-OXDSCLI]), SOAP ([MS-OXWSADISC]: GetUserSettings only) and version 2 in JSON.
 *
 * <p>All URLs told are the lab's own. Namespaces are taken strictly: the spelling with https is refused. Each request runs
 * on its connection's thread.
 */
@NullMarked
package org.voxpost.lab.autodiscover;

import org.jspecify.annotations.NullMarked;
