/**
 * Tones we make: the beep, and the keys of in-band signalling. Linear samples, mono, any rate; pure.
 */
@NullMarked
package org.voxpost.media.tone;

import org.jspecify.annotations.NullMarked;
