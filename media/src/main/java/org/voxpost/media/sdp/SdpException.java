package org.voxpost.media.sdp;

/** An SDP body cannot be read or not be agreed to. */
public final class SdpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    public SdpException(String why) {
        super(why);
        this.why = why;
    }

    /** What is wrong with it. */
    public String why() {
        return why;
    }
}
