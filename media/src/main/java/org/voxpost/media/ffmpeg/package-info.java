/**
 * Attachments and uploaded greetings, by FFmpeg (its LGPL build, through JavaCPP) where a codec is needed, by plain Java
 * where none is. Native code runs on few platform threads of low priority, never on a virtual thread's carrier and never
 * on a media thread; each native object is freed by whoever made it.
 */
@NullMarked
package org.voxpost.media.ffmpeg;

import org.jspecify.annotations.NullMarked;
