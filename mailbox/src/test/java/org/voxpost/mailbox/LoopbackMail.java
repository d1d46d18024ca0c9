package org.voxpost.mailbox;

import com.icegreen.greenmail.util.ServerSetup;

/** A mail server of GreenMail on loopback. */
public final class LoopbackMail {
    private static final long STARTS_WITHIN_MS = 60_000; // not 2 s: a machine may be busy

    private LoopbackMail() {
    }

    /** @param protocol one of {@link ServerSetup}'s */
    public static ServerSetup of(String protocol) {
        var setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(STARTS_WITHIN_MS);
        return setup;
    }
}
