package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.ChannelSocket;
import gov.nist.javax.sip.stack.MessageChannel;
import java.net.InetAddress;
import java.util.Set;
import javax.sip.ClientTransaction;
import javax.sip.message.Message;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Where a message came from.
 *
 * @param address who sent it
 * @param names the SIP domains its connection's certificate speaks for (RFC 5922), lower case; none without TLS or
 *            without a certificate
 */
record Origin(InetAddress address, Set<String> names) {
    Origin {
        names = Set.copyOf(names);
    }

    /** Of a request, or of a response that {@link #note} has seen. */
    static Origin of(Message message) {
        if (message instanceof SIPRequest request) {
            return new Origin(address(request), names(request.getMessageChannel()));
        }
        return message instanceof SIPMessage response && response.getApplicationData() instanceof Origin noted
                ? noted
                : new Origin(address(message), Set.of());
    }

    /** Of what comes over a channel. */
    static Origin of(MessageChannel channel) {
        InetAddress sender = channel.getPeerPacketSourceAddress();
        return new Origin(sender == null ? InetAddress.getLoopbackAddress() : sender, names(channel));
    }

    /** Keeps with a response where it came from: it does not know its connection, its transaction does. */
    static void note(Response response, ClientTransaction transaction) {
        if (response instanceof SIPMessage message) {
            message.setApplicationData(new Origin(address(response), names(transaction)));
        }
    }

    private static InetAddress address(Message message) {
        return message instanceof SIPMessage sip && sip.getPeerPacketSourceAddress() != null
                ? sip.getPeerPacketSourceAddress()
                : InetAddress.getLoopbackAddress();
    }

    private static Set<String> names(@Nullable Object channel) {
        return ChannelSocket.of(channel).map(socket -> socket instanceof FramedTlsSocket tls ? tls.names() : NOBODY)
                .orElse(NOBODY);
    }

    private static final Set<String> NOBODY = Set.of();
}
