package org.voxpost.service.trace;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Addresses and networks as a peer's {@code sources} write them. Pure. */
final class Sources {
    private final List<String> sources;

    Sources(List<String> sources) {
        this.sources = List.copyOf(sources);
    }

    /** True if the address, without port, is one of them. */
    boolean hold(String address) {
        Optional<byte[]> bytes = bytes(address);
        return bytes.isPresent() && sources.stream().anyMatch(source -> holds(source, bytes.get()));
    }

    private static boolean holds(String source, byte[] address) {
        int slash = source.indexOf('/');
        Optional<byte[]> network = bytes(slash < 0 ? source : source.substring(0, slash));
        if (network.isEmpty() || network.get().length != address.length) {
            return false;
        }
        int prefix = slash < 0 ? address.length * 8 : Integer.parseInt(source.substring(slash + 1));
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((network.get()[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<byte[]> bytes(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", "")).getAddress());
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
