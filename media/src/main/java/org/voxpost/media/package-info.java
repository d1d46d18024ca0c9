/**
 * Voice over RTP, files and FFmpeg: what a caller hears, presses and says.
 *
 * <p>The contracts: {@link org.voxpost.media.MediaPorts} opens a {@link org.voxpost.media.MediaSession} for one call,
 * {@link org.voxpost.media.Conversation} is how flows use it, {@link org.voxpost.media.RecordingSink} is where spoken
 * audio goes, {@link org.voxpost.media.Transcoder} makes attachments of it. Sessions run on few media threads that never
 * block; {@code Conversation} blocks its virtual thread. SDP is plain text at this border.
 */
@NullMarked
package org.voxpost.media;

import org.jspecify.annotations.NullMarked;
