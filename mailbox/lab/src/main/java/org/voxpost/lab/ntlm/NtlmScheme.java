package org.voxpost.lab.ntlm;

import java.util.Base64;

import org.voxpost.lab.http.SignInScheme;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ntlm.ChannelBinding;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor;
import org.voxpost.mailbox.wire.ntlm.NtlmRefused;

/** NTLM over HTTP ([MS-NTHT]): three messages on one connection, which then belongs to the account. */
public final class NtlmScheme implements SignInScheme {
    private static final int MESSAGE_TYPE_OFFSET = 8;

    private final String name;
    private final LabDomain domain;

    private NtlmScheme(String name, LabDomain domain) {
        this.name = name;
        this.domain = domain;
    }

    public static NtlmScheme ntlm(LabDomain domain) {
        return new NtlmScheme("NTLM", domain);
    }

    /** The same messages under the name of SPNEGO, as IIS takes them. */
    public static NtlmScheme negotiate(LabDomain domain) {
        return new NtlmScheme("Negotiate", domain);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String offer() {
        return name;
    }

    @Override
    public Attempt begin(ConnectionFacts connection) {
        NtlmAcceptor acceptor = domain.acceptor();
        ChannelBinding binding = connection.serverCertificate().map(ChannelBinding::of).orElse(ChannelBinding.NONE);
        return credentials -> next(acceptor, binding, credentials);
    }

    private Outcome next(NtlmAcceptor acceptor, ChannelBinding binding, String credentials) {
        try {
            byte[] message = Base64.getDecoder().decode(credentials);
            if (message.length > MESSAGE_TYPE_OFFSET && message[MESSAGE_TYPE_OFFSET] == 1) {
                byte[] challenge = acceptor.challenge(message);
                return new Outcome.GoOn(name + ' ' + Base64.getEncoder().encodeToString(challenge));
            }
            return new Outcome.SignedIn(domain.account(acceptor.accept(message, binding)), true);
        } catch (IllegalArgumentException | WireException | NtlmRefused e) {
            return new Outcome.Refused(name + ": " + e.getMessage());
        }
    }
}
