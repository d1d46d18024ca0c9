/**
 * XML and SOAP 1.1 for client and lab: {@link org.voxpost.mailbox.wire.soap.XmlReader} and
 * {@link org.voxpost.mailbox.wire.soap.XmlWriter} over StAX, {@link org.voxpost.mailbox.wire.soap.SoapEnvelope} and
 * {@link org.voxpost.mailbox.wire.soap.SoapFault} above them.
 *
 * <p>Reading never resolves a DTD or an entity, bounds depth and text, and reads long base64 text as a stream. Writing
 * leaves out the characters that XML 1.0 cannot hold. One thread per reader and writer; nothing here does I/O of its own.
 */
@NullMarked
package org.voxpost.mailbox.wire.soap;

import org.jspecify.annotations.NullMarked;
