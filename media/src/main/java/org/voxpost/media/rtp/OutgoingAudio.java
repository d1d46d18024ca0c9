package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.voxpost.media.Key;
import org.voxpost.media.sdp.AudioStream;

/**
 * What is sent: one packet each packet time while something plays or a key is pressed, otherwise a packet of silence or
 * comfort noise about once a second, so that address bindings along the way live and nobody takes us for dead. Timestamps run
 * with time whether or not a packet goes out. Owned by one media thread.
 */
final class OutgoingAudio {
    private static final int SILENCE_EVERY_MS = 960;
    private static final int COMFORT_NOISE = 13;
    private static final byte NOISE_LEVEL = 70; // -dBov (RFC 3389, 3.1): a quiet line that is not dead

    private final int ssrc;
    private final Player player = new Player();
    private final KeySender keys = new KeySender();
    private int sequence;
    private int timestamp;
    private int keyTimestamp;
    private int sinceSilenceMs;
    private boolean talkspurt;
    private boolean relaying;
    private int relayedSsrc;
    private int relayedOffset;
    private int packets;
    private int octets;

    OutgoingAudio(Random random) {
        this.ssrc = random.nextInt();
        this.sequence = random.nextInt(0x8000);
        this.timestamp = random.nextInt();
    }

    void play(List<byte[]> encoded) {
        player.play(encoded);
        talkspurt = false;
    }

    void stop() {
        player.stop();
    }

    boolean playing() {
        return player.playing();
    }

    void press(Key key) {
        keys.press(key);
    }

    /** Whether a packet is due each packet time. */
    boolean active() {
        return player.playing() || keys.active();
    }

    /** Takes back time that was passed and in which nothing was sent. */
    void back(int ticks) {
        timestamp -= ticks;
    }

    /**
     * Writes the packet of this packet time; nothing if none is due.
     *
     * @param stepMs until this is called again: one packet time, or several while not {@link #active}
     * @param mute the peer does not want to hear us; what plays runs on unheard
     */
    void next(ByteBuffer out, AudioStream stream, int stepMs, boolean mute) {
        int ptimeMs = stream.ptimeMs();
        if (keys.active() && stream.sendEventType().isPresent()) {
            key(out, stream, stream.sendEventType().getAsInt());
        } else if (player.playing()) {
            header(out, stream.sendPayloadType(), !talkspurt, timestamp);
            player.next(out, stream.codec(), ptimeMs);
            talkspurt = true;
            sinceSilenceMs = 0;
        } else {
            talkspurt = false;
            sinceSilenceMs += stepMs;
            if (sinceSilenceMs >= SILENCE_EVERY_MS) {
                sinceSilenceMs = 0;
                silence(out, stream);
            }
        }
        timestamp += stream.codec().ticksIn(stepMs);
        if (mute) {
            out.clear();
        } else if (out.position() > 0) {
            packets++;
            octets += out.position() - RtpPacket.HEADER_BYTES;
            sequence = sequence + 1 & 0xFFFF;
        }
    }

    private void silence(ByteBuffer out, AudioStream stream) {
        if (stream.comfortNoise()) {
            header(out, COMFORT_NOISE, false, timestamp);
            out.put(NOISE_LEVEL);
        } else {
            header(out, stream.sendPayloadType(), false, timestamp);
            player.next(out, stream.codec(), stream.ptimeMs());
        }
    }

    /**
     * Writes a packet that came elsewhere as one of ours: its payload under our own SSRC, numbers and times.
     *
     * @param ticks how far our time is behind it if it is audio; 0 for keys
     */
    void relay(ByteBuffer out, RtpPacket from, ByteBuffer in, int payloadType, int ticks) {
        if (!relaying || from.ssrc() != relayedSsrc) {
            relaying = true;
            relayedSsrc = from.ssrc();
            relayedOffset = timestamp - from.timestamp();
        }
        int time = from.timestamp() + relayedOffset;
        header(out, payloadType, from.marker(), time);
        out.put(out.position(), in, from.payloadOffset(), from.payloadLength());
        out.position(out.position() + from.payloadLength());
        if (ticks > 0 && time + ticks - timestamp > 0) {
            timestamp = time + ticks;
        }
        packets++;
        octets += from.payloadLength();
        sequence = sequence + 1 & 0xFFFF;
    }

    private void key(ByteBuffer out, AudioStream stream, int payloadType) {
        if (keys.pausing(stream.ptimeMs())) {
            return;
        }
        boolean starts = keys.starts();
        if (starts) {
            keyTimestamp = timestamp;
        }
        header(out, payloadType, starts, keyTimestamp);
        keys.next(stream.ptimeMs(), stream.eventClockHz() / 1000).write(out);
    }

    private void header(ByteBuffer out, int payloadType, boolean marker, int time) {
        RtpPacket.writeHeader(out, marker, payloadType, sequence, time, ssrc);
    }

    int ssrc() {
        return ssrc;
    }

    int timestamp() {
        return timestamp;
    }

    int packets() {
        return packets;
    }

    int octets() {
        return octets;
    }
}
