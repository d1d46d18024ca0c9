/**
 * Offers and answers (RFC 8866, RFC 3264) as a service with one audio stream needs them. Pure: text in, records and text
 * out; no name is ever resolved. What an offer asks beside audio is answered with port 0, in the order it came.
 */
@NullMarked
package org.voxpost.media.sdp;

import org.jspecify.annotations.NullMarked;
