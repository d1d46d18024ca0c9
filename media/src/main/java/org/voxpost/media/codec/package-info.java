/**
 * Speech codecs as RTP and files use them. G.711 and G.722 are ours (ITU-T G.711, G.722), Opus is FFmpeg's. Everything here
 * is pure or single-threaded; samples are mono, 16 bits.
 */
@NullMarked
package org.voxpost.media.codec;

import org.jspecify.annotations.NullMarked;
