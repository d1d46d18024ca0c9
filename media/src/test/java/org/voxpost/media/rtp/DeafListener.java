package org.voxpost.media.rtp;

import org.voxpost.media.Key;

/** For ports whose news are of no interest to a test. */
final class DeafListener implements RtpPort.Listener {
    @Override
    public void keyPressed(Key key) {
        // of no interest
    }

    @Override
    public void faxHeard() {
        // of no interest
    }

    @Override
    public void played() {
        // of no interest
    }

    @Override
    public void recording() {
        // of no interest
    }

    @Override
    public void recorded() {
        // of no interest
    }

    @Override
    public void ended() {
        // of no interest
    }
}
