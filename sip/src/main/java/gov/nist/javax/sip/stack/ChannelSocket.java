package gov.nist.javax.sip.stack;

import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connection below a channel of the stack, which keeps it to itself. */
public final class ChannelSocket {
    private ChannelSocket() {
    }

    /** Empty for datagrams and for a connection that is closed already. */
    public static Optional<Socket> of(@Nullable Object channel) {
        return switch (channel) {
            case SIPTransaction transaction -> of(transaction.getMessageChannel());
            case ConnectionOrientedMessageChannel connection -> Optional.ofNullable(connection.mySock);
            case null, default -> Optional.empty();
        };
    }
}
