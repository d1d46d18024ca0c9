/**
 * Keys heard as tones in the audio (ITU-T Q.23, Q.24), for peers that send no telephone events. Linear samples at 8000 Hz
 * in, keys out; pure, one detector per stream.
 */
@NullMarked
package org.voxpost.media.dtmf;

import org.jspecify.annotations.NullMarked;
