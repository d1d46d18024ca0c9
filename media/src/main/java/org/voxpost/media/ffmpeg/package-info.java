/**
 * Attachments, uploaded greetings and Opus, by FFmpeg (its LGPL build, through JavaCPP) where a codec is needed (MP3 by the
 * system's LAME if it is there, docs/decisions/0017), by plain Java
 * where none is. Native code runs on few platform threads of low priority, never on a virtual thread's carrier; on a media
 * thread nothing of it but the decoding of a packet of Opus (docs/decisions/0011). Each native object is freed by whoever
 * made it.
 */
@NullMarked
package org.voxpost.media.ffmpeg;

import org.jspecify.annotations.NullMarked;
