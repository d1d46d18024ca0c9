package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.G722Encoder;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.ffmpeg.OpusEncoder;

class HeardTonesTest {
    private static final int[] ROWS = {697, 770, 852, 941};
    private static final int[] COLUMNS = {1209, 1336, 1477};
    private static final String KEYS = "123456789*0#";

    /** All twelve keys, each 100 ms and a pause of 100 ms, the first after 200 ms. */
    private static short[] pressed(int rateHz) {
        var samples = new short[rateHz * 3];
        for (int key = 0; key < KEYS.length(); key++) {
            int start = rateHz / 5 * (key + 1);
            for (int i = 0; i < rateHz / 10; i++) {
                double t = 2 * Math.PI * i / rateHz;
                samples[start + i] = (short) (6000
                        * (Math.sin(ROWS[key / 3] * t) + Math.sin(COLUMNS[key % 3] * t)));
            }
        }
        return samples;
    }

    private static List<byte[]> packets(Codec codec) throws IOException {
        byte[] bytes = switch (codec) {
            case PCMU -> LinearAudio.bytes(AudioFormat.Encoding.PCMU, pressed(8000));
            case PCMA -> LinearAudio.bytes(AudioFormat.Encoding.PCMA, pressed(8000));
            case G722 -> new G722Encoder().encode(pressed(16_000));
            case OPUS -> new byte[0];
        };
        if (codec == Codec.OPUS) {
            return OpusEncoder.encode(pressed(16_000));
        }
        var cut = new ArrayList<byte[]>();
        for (int at = 0; at < bytes.length; at += 160) {
            cut.add(Arrays.copyOfRange(bytes, at, at + 160));
        }
        return cut;
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void everyKeyIsHeardOnceWhereItsToneBegan(Codec codec) throws IOException {
        var heard = new StringBuilder();
        var began = new ArrayList<Integer>();
        var packet = new RtpPacket();
        try (var tones = new HeardTones(false)) {
            int timestamp = 1000;
            for (byte[] payload : packets(codec)) {
                ByteBuffer in = ByteBuffer.allocate(12 + payload.length);
                RtpPacket.writeHeader(in, false, 0, 1, timestamp, 7);
                assertThat(packet.read(in.put(payload).flip())).isTrue();
                tones.hear(codec, packet, in, true, (key, at) -> {
                    heard.append(key.symbol());
                    began.add((at - 1000) / (codec.clockHz() / 1000));
                });
                timestamp += codec.ticksIn(20);
            }
        }

        assertThat(heard).hasToString(KEYS);
        for (int i = 0; i < began.size(); i++) {
            assertThat(began.get(i)).isBetween(200 * (i + 1) - 20, 200 * (i + 1) + 25);
        }
    }
}
