package org.voxpost.mailbox.nspi;

import java.time.Duration;
import org.voxpost.mailbox.rpc.RpcSignIn;

/**
 * How to reach an address book by RPC over TCP (Exchange 2010 and older, domain controllers).
 *
 * @param host name or address
 * @param port of the address book; 0 to ask the endpoint mapper
 * @param mapperPort of the endpoint mapper, {@link org.voxpost.mailbox.rpc.EndpointMapper#PORT}
 * @param connecting limit for a connection
 * @param silence longest wait for an answer
 */
public record RpcTcp(String host, int port, int mapperPort, RpcSignIn signIn, Duration connecting, Duration silence) {
}
