/**
 * The ways to the Exchange organisations of the configuration: {@link org.voxpost.service.exchange.Exchange} opens what one
 * profile describes: accounts, protocols in their orders, places that are written down or discovered.
 *
 * <p>The only package that chooses among the providers of {@code mailbox}. Everything it hands out blocks; nothing goes over
 * the network before it is used.
 */
@NullMarked
package org.voxpost.service.exchange;

import org.jspecify.annotations.NullMarked;
