/**
 * Tones beside keys: those we make, the beep, and a calling fax machine's, which we hear (ITU-T T.30). Linear samples, mono; pure.
 */
@NullMarked
package org.voxpost.media.tone;

import org.jspecify.annotations.NullMarked;
