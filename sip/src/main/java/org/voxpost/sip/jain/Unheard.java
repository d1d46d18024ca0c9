package org.voxpost.sip.jain;

import javax.sip.message.Response;

/** For requests whose outcome changes nothing: BYE and CANCEL. */
enum Unheard implements Outbox.Outcome {
    INSTANCE;

    @Override
    public void response(Response response) {
        // whatever it says, the call is over
    }

    @Override
    public void timeout() {
        // whatever it says, the call is over
    }
}
