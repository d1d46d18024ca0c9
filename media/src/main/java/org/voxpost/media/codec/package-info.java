/**
 * Speech codecs as RTP and files use them. G.711 is arithmetic (ITU-T G.711). Everything here is pure or single-threaded;
 * samples are mono, 16 bits.
 */
@NullMarked
package org.voxpost.media.codec;

import org.jspecify.annotations.NullMarked;
