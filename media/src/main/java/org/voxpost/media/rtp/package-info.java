/**
 * RTP as this service needs it: audio and telephone events, one stream each way (RFC 3550, 3551, 4733), with reports.
 *
 * <p>{@link org.voxpost.media.rtp.RtpMediaPorts} is the way in. Few {@code MediaThread}s each own a selector, their calls'
 * sockets and a wheel of 1 ms slots on absolute time; a call stays on one of them for life, and what it does there never
 * blocks. {@code RtpSession} is what other threads see of it. What decides is pure and told the time: where audio belongs
 * ({@code RecordingTimeline}), which key was pressed ({@code KeyReceiver}), whose packets count ({@code SourceLatch}).
 * Timestamps are in clock units, audio is mono. No mixing, no video.
 */
@NullMarked
package org.voxpost.media.rtp;

import org.jspecify.annotations.NullMarked;
