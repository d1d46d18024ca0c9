/**
 * WAV files (RIFF/WAVE, Microsoft multimedia standards): a header and the samples, read from memory, written as a stream.
 * Mono only; no thread, no state.
 */
@NullMarked
package org.voxpost.media.wav;

import org.jspecify.annotations.NullMarked;
