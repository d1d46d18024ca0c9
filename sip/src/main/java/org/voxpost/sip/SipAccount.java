package org.voxpost.sip;

/**
 * Who we are when a peer asks by digest (RFC 3261, 22).
 *
 * @param user user name
 * @param password its secret; shown by nothing
 * @param realm the only realm it is for; empty for any realm of the peer that has it
 */
public record SipAccount(String user, String password, String realm) {
    @Override
    public String toString() {
        return "SipAccount[user=" + user + ", realm=" + realm + "]";
    }
}
