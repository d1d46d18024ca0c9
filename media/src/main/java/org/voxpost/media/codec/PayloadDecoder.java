package org.voxpost.media.codec;

/** Turns the payloads of one stream into samples at its codec's own rate, in order. For one thread. */
public interface PayloadDecoder extends AutoCloseable {

    /**
     * Decodes one payload; what cannot be decoded gives nothing, and so does what {@code out} has no place for.
     *
     * @return samples put into {@code out} from its beginning
     */
    int decode(byte[] payload, int offset, int length, short[] out);

    @Override
    void close();
}
