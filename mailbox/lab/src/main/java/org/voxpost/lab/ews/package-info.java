/**
 * Exchange Web Services over the lab's store: {@code /EWS/Exchange.asmx}, SOAP 1.1.
 *
 * <p>Strict as the schema is: elements in their order, no unknown ones, attributes and texts of their type, all from
 * {@code schema.txt}; a violation is the fault ErrorSchemaValidation with line and column. Served are mail items, folders,
 * attachments, synchronisation, notifications (pull and streaming), name resolution, user configurations and the
 * out-of-office settings. Contacts, calendar, tasks and sending are not. Each request runs on its connection's thread.
 */
@NullMarked
package org.voxpost.lab.ews;

import org.jspecify.annotations.NullMarked;
