/**
 * Exchange Web Services over the lab's store: {@code /EWS/Exchange.asmx}, SOAP 1.1.
 *
 * <p>Strict as the schema is: elements in their order, no unknown ones, attributes and texts of their type, all from
 * {@code schema.txt}; a violation is the fault ErrorSchemaValidation with line and column. Served are mail items, folders,
 * attachments, synchronisation, notifications (pull and streaming), name resolution, people by text, user configurations,
 * out-of-office settings, contacts and appointments to read, availability, replies, and play on phone, which dials nobody.
 * Tasks are not. Each request runs on its connection's thread.
 */
@NullMarked
package org.voxpost.lab.ews;

import org.jspecify.annotations.NullMarked;
