package org.voxpost.media.sdp;

/**
 * What came of an offer: our answer and the stream it describes.
 *
 * @param sdp the answer, or our own offer that was answered
 * @param stream as both ends now see it
 */
public record Agreement(String sdp, AudioStream stream) {
}
