package org.voxpost.sip.jain;

import javax.sip.message.Request;

/** What came of an INVITE, for whatever comes of it later: itself sent again, its CANCEL, another branch of it. */
interface KnownInvite {

    /** True if {@code other} is this very INVITE sent again, not another branch of it. */
    boolean sameBranch(Request other);

    /** True once its caller was told to try elsewhere: the same INVITE by another branch may then be the next try. */
    boolean redirected();

    /** It came again although its transaction is over. */
    void retransmitted();

    /** CANCEL came. */
    void cancelled();

    /** What is kept of a call that has ended: little, as there may be ten thousand of them. Nothing is to be done for it. */
    record Over(String branch, boolean redirected) implements KnownInvite {
        @Override
        public boolean sameBranch(Request other) {
            return Messages.branch(other).equals(branch);
        }

        @Override
        public void retransmitted() {
            // the peer has had its answer, or has gone
        }

        @Override
        public void cancelled() {
            // too late
        }
    }
}
