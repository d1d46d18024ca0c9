package org.voxpost.sip;

import java.util.List;

/** Finds the servers that offer a service in a domain (RFC 2782). Asked on virtual threads; may wait. */
@FunctionalInterface
public interface ServiceLookup {

    /**
     * One server.
     *
     * @param priority lower is asked first, 0..65535
     * @param weight share among those of one priority, 0..65535
     * @param host its name or address
     * @param port 1..65535
     */
    record Server(int priority, int weight, String host, int port) {
    }

    /** The servers of {@code name}, for example {@code _sip._tcp.example.com}, in any order; none if there is no such record. */
    List<Server> servers(String name);

    /** Knows none: the addresses of a host are all there is. */
    ServiceLookup NONE = name -> List.of();
}
