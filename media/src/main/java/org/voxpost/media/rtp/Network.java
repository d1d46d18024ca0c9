package org.voxpost.media.rtp;

import java.net.InetAddress;

/**
 * A range of addresses in CIDR form.
 *
 * @param base any address of it
 * @param prefixBits 0..32 or 0..128: leading bits that must agree
 */
record Network(InetAddress base, int prefixBits) {

    /**
     * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or one address.
     *
     * @throws IllegalArgumentException naming the text
     */
    static Network of(String text) {
        int slash = text.indexOf('/');
        InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int all = base.getAddress().length * 8;
        String bits = slash < 0 ? Integer.toString(all) : text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > all) {
            throw new IllegalArgumentException("'" + text + "' is no network: the prefix is 0.." + all);
        }
        return new Network(base, Integer.parseInt(bits));
    }

    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
