package org.voxpost.mailbox.imap;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.ntlm.ChannelBinding;

/** Remembers a connection's last TLS socket: NTLM is bound to its server's certificate. */
final class LastTls implements UnaryOperator<SSLSocket> {
    private @Nullable SSLSocket last;

    @Override
    public SSLSocket apply(SSLSocket made) {
        last = made;
        return made;
    }

    /** Of the socket made last; none without TLS. */
    ChannelBinding binding() throws SSLPeerUnverifiedException {
        if (last == null) {
            return ChannelBinding.NONE;
        }
        Certificate[] chain = last.getSession().getPeerCertificates();
        return chain[0] instanceof X509Certificate server ? ChannelBinding.of(server) : ChannelBinding.NONE;
    }
}
