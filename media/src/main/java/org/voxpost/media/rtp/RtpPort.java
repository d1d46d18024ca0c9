package org.voxpost.media.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Key;
import org.voxpost.media.MediaStatistics;
import org.voxpost.media.Recording.Ending;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.sdp.AudioStream;

/**
 * The audio socket of one call and everything its media thread does with it, reports ({@link RtcpPort}) too. All methods but
 * {@link #statistics} belong to that thread. The socket is emptied in each packet time, so that a key ends a prompt
 * within that; while recording nobody waits for a packet, and once in {@value #BATCH_MS} ms is enough.
 */
final class RtpPort {
    private static final int BATCH_MS = 500;
    private static final int FIRST_BATCH_MS = 400; // what comes is held until it shows where the recording begins: longer than the timeline waits
    private static final int RELAY_MS = 5;
    private static final int MOST_BATCHES = 12; // of 32 packets: a flood does not hold up other calls
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final long TOO_LATE_NANOS = 60_000_000L;
    private static final int COMFORT_NOISE = 13;
    private static final int LARGEST_RELAYED = 1500;

    /** Who hears what happens. Called on the media thread; never blocks. */
    interface Listener {
        void keyPressed(Key key);

        void faxHeard();

        void played();

        void recording();

        void recorded();

        void ended();
    }

    @Nullable
    RtpPort nextInSlot;
    int slot;

    private final MediaThread thread;
    private final PacketMemory memory;
    private final MediaSocket rtp;
    private final SourceLatch latch;
    private final Listener listener;
    private final OutgoingAudio outgoing;
    private final RtcpPort reports;
    private final ReceiveStatistics heard = new ReceiveStatistics();
    private final RtpPacket packet = new RtpPacket();
    private final StreamKeys security = new StreamKeys();
    private final KeyRoads repeats = new KeyRoads();
    private final HeardTones tones;
    private final HeardTones.Listener toneHeard = this::pressed;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong worstLateness = new AtomicLong();
    private volatile @Nullable AudioStream stream;
    private KeyReceiver keys = new KeyReceiver(8000);
    private @Nullable Recorder recorder;
    private @Nullable Recorder awaiting; // what plays is to end before it begins
    private long recordedFromNanos; // what arrived before is no part of the recording, whenever it is read
    private long soundEndsNanos; // of what was played last
    private boolean begins; // nothing of the recording was fetched yet
    private boolean early; // the packet at hand arrived before
    private long dueNanos;
    private int stepMs = 20;
    private @Nullable ShownPackets shown;
    private @Nullable RtpPort relay;
    private boolean relayed;
    private boolean playing;
    private boolean stopsAtKey;
    private boolean sending;
    private boolean closing;

    /** @param fax true if calling fax machines are listened for */
    RtpPort(MediaThread thread, MediaSocket rtp, MediaSocket rtcp, List<Network> sources, boolean fax, Random random,
            Listener listener) {
        this.tones = new HeardTones(fax);
        this.thread = thread;
        this.memory = thread.memory();
        this.rtp = rtp;
        this.latch = new SourceLatch(sources);
        this.listener = listener;
        this.outgoing = new OutgoingAudio(random);
        this.reports = new RtcpPort(memory, rtp, rtcp, security, outgoing, heard, random);
    }

    /** Joins its thread. */
    void start() {
        dueNanos = thread.inStep(System.nanoTime());
        reports.start(dueNanos);
        thread.add(this);
    }

    /** From now on every packet is shown. */
    void show(ShownPackets to) {
        shown = to;
        reports.show(to);
    }

    /** What offer and answer agreed, first or anew. */
    void use(AudioStream agreed) {
        AudioStream before = stream;
        if (before != null) {
            receiveAll(); // what has arrived was sent by what was agreed before
        }
        stream = agreed;
        latch.described(agreed.remote());
        security.use(agreed, System.nanoTime());
        if (before == null || before.eventClockHz() != agreed.eventClockHz()) {
            keys = new KeyReceiver(agreed.eventClockHz());
        }
        if (recorder != null) {
            recorder.held(!agreed.direction().receives(), System.nanoTime());
        }
    }

    /** @param untilKey a key that is pressed meanwhile ends it, before anything else is sent */
    void play(List<byte[]> encoded, boolean untilKey) {
        stopsAtKey = untilKey;
        soon();
        outgoing.play(encoded);
        soundEndsNanos = System.nanoTime(); // nothing was heard of it yet
        playing = true;
        sending = true;
    }

    void stopPlaying() {
        if (playing) {
            outgoing.stop();
            played(System.nanoTime());
        }
    }

    private void played(long endedNanos) {
        playing = false;
        listener.played();
        Recorder next = awaiting;
        if (next != null) {
            awaiting = null;
            begin(next, endedNanos);
        }
    }

    /** What is received goes out at {@code other}, a port of the same thread, and nothing else of ours goes out here. */
    void relayTo(RtpPort other) {
        stopPlaying();
        other.relayed = true;
        relay = other;
    }

    /** What is received is ours again, and so is what is sent. */
    void relayNoMore() {
        relay = null;
        relayed = false;
    }

    /** Sends on what {@code from} read out of {@code in} at the other port: audio of our codec, and keys. */
    private void forward(RtpPacket from, ByteBuffer in, @Nullable Codec codec) {
        AudioStream current = stream;
        InetSocketAddress target = latch.target();
        if (current == null || target == null || !current.direction().sends()
                || from.payloadLength() > LARGEST_RELAYED) {
            return;
        }
        ByteBuffer out = memory.out().clear();
        if (codec == current.codec()) {
            outgoing.relay(out, from, in, current.sendPayloadType(), current.codec().ticksIn(current.ptimeMs()));
        } else if (codec == null && current.sendEventType().isPresent()) {
            outgoing.relay(out, from, in, current.sendEventType().getAsInt(), 0);
        }
        send(out, target);
    }

    void press(Key key) {
        soon();
        outgoing.press(key);
        sending = true;
    }

    /** Back to one look each packet time, in the step of the packets sent before. */
    private void soon() {
        AudioStream current = stream;
        int ptimeMs = current == null ? 20 : current.ptimeMs();
        long skipped = Math.min(stepMs / ptimeMs - 1, (dueNanos - System.nanoTime()) / (ptimeMs * NANOS_PER_MS));
        if (current != null && skipped > 0) {
            dueNanos -= skipped * ptimeMs * NANOS_PER_MS;
            outgoing.back((int) skipped * current.codec().ticksIn(ptimeMs));
            thread.reschedule(this);
        }
        stepMs = ptimeMs;
    }

    /** Records as soon as nothing plays; ends the recording that is there. */
    void record(Recorder next) {
        for (Recorder before : new Recorder[]{recorder, awaiting}) {
            if (before != null) {
                before.end(Ending.HANGUP);
            }
        }
        sending = true;
        if (playing) {
            awaiting = next;
        } else {
            begin(next, System.nanoTime());
        }
    }

    /**
     * Records from a moment on that may be past, if this thread was held up, or to come, if it makes up for that: what was
     * said since the beep is recorded, and nothing else.
     */
    private void begin(Recorder next, long fromNanos) {
        if (!rtp.tellsArrival()) {
            receiveAll();
        }
        listener.recording();
        recorder = next;
        begins = true;
        recordedFromNanos = fromNanos;
        next.start(fromNanos);
        AudioStream current = stream;
        next.held(current != null && !current.direction().receives(), fromNanos);
    }

    /** Ends the recording if there is one. */
    void endRecording(Ending ending) {
        if (recorder != null) {
            receiveAll();
        }
        Recorder ends = recorder == null ? awaiting : recorder;
        if (ends != null) {
            ends.end(ending);
            recorded();
        }
    }

    private void recorded() {
        recorder = null;
        awaiting = null;
        soon();
        listener.recorded();
    }

    /** Ends everything now. */
    void close() {
        closing = true;
        end();
    }

    long dueNanos() {
        return dueNanos;
    }

    /** Whether the next tick may come some milliseconds late, together with others'. */
    boolean patient() {
        return recorder != null && !playing && stepMs > MediaThread.PATIENCE_MS;
    }

    /** One packet time: sends what is due, fetches what came while recording. False once it has ended. */
    boolean tick(long nowNanos) {
        if (closing) {
            end();
            return false;
        }
        AudioStream current = stream;
        int ptimeMs = current == null ? 20 : current.ptimeMs();
        long late = nowNanos - dueNanos;
        if (late < -NANOS_PER_MS) {
            return true;
        }
        stepMs = stepMs(ptimeMs);
        dueNanos += stepMs * NANOS_PER_MS;
        if (current != null && sending && !relayed) {
            send(current, late, nowNanos);
        }
        receiveAll();
        moveOn(nowNanos);
        reports.tick(current, nowNanos);
        return true;
    }

    /** Until the next tick: what is relayed must not wait, what is recorded can. */
    private int stepMs(int ptimeMs) {
        if (relay != null) {
            return RELAY_MS;
        }
        boolean nothingToTime = recorder != null && !playing && !outgoing.active();
        if (!nothingToTime) {
            return ptimeMs;
        }
        int batchMs = begins ? FIRST_BATCH_MS : BATCH_MS;
        begins = false;
        return batchMs / ptimeMs * ptimeMs;
    }

    private void moveOn(long nowNanos) {
        Recorder current = recorder;
        if (current != null && current.tick(nowNanos)) {
            recorded();
        }
    }

    private void send(AudioStream current, long lateNanos, long nowNanos) {
        if (playing && !outgoing.playing()) {
            played(soundEndsNanos);
        }
        soundEndsNanos = nowNanos + current.ptimeMs() * NANOS_PER_MS;
        if (lateNanos > TOO_LATE_NANOS) {
            dueNanos += lateNanos; // later from now on: a burst would hurt more, and nothing of the prompt is left out
        }
        if (playing && lateNanos / 1000 > worstLateness.getPlain()) {
            worstLateness.setRelease(lateNanos / 1000);
        }
        InetSocketAddress target = latch.target();
        ByteBuffer out = memory.out().clear();
        outgoing.next(out, current, stepMs, target == null || !current.direction().sends());
        if (target != null) {
            send(out, target);
        }
    }

    private void send(ByteBuffer out, InetSocketAddress target) {
        if (out.position() > 0) {
            out.flip();
            ShownPackets to = shown;
            AudioStream current = stream;
            if (to != null && current != null) {
                to.show(false, target, out, current.sendEventType(), System.nanoTime());
            }
            security.protect(out);
            rtp.send(memory, target);
            sent.setRelease(sent.getPlain() + 1);
        }
    }

    private void receiveAll() {
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            int count = rtp.receive(memory);
            for (int i = 0; i < count && rtp.isOpen(); i++) {
                received(memory.source(i), memory.packet(i), memory.arrivedNanos(i));
            }
            if (count < PacketMemory.PLACES) {
                return;
            }
        }
    }

    private void received(InetSocketAddress source, ByteBuffer in, long nowNanos) {
        AudioStream current = stream;
        early = recorder != null && nowNanos - recordedFromNanos < 0;
        if (current != null && current.rtcpMux() && RtpPacket.looksLikeRtcp(in)) {
            reports.received(current, source, in, nowNanos);
            return;
        }
        boolean open = current != null && security.open(in, nowNanos);
        ShownPackets to = shown;
        if (to != null) {
            OptionalInt readable = current != null && open ? current.receiveEventType() : OptionalInt.empty();
            to.show(true, source, in, readable, nowNanos);
        }
        if (current == null || !open || !packet.read(in)
                || !latch.accepts(source, packet.sequence(), nowNanos)) {
            refused.setRelease(refused.getPlain() + 1);
            return;
        }
        received.setRelease(received.getPlain() + 1);
        Codec codec = current.receivable().get(packet.payloadType());
        heard.packet(packet, codec == null ? current.codec().clockHz() : codec.clockHz(), nowNanos,
                codec != null);
        OptionalInt events = current.receiveEventType();
        RtpPort other = relay;
        if (other != null) {
            if (codec != null || events.isPresent() && events.getAsInt() == packet.payloadType()) {
                other.forward(packet, in, codec);
            }
        } else if (codec != null) {
            audio(codec, in, events.isEmpty(), nowNanos);
        } else if (events.isPresent() && events.getAsInt() == packet.payloadType()) {
            event(in, nowNanos);
        } else if (packet.payloadType() == COMFORT_NOISE) {
            comfortNoise(in, nowNanos);
        } else {
            refused.setRelease(refused.getPlain() + 1);
        }
    }

    private void audio(Codec codec, ByteBuffer in, boolean toneKeys, long nowNanos) {
        int ticks = codec.ticksOf(in, packet.payloadOffset(), packet.payloadLength());
        if (recorder != null && !early && ticks > 0) {
            recorder.packet(codec, packet, in, ticks, nowNanos);
        }
        if ((toneKeys || tones.awaitsFax()) && ticks > 0 && tones.hear(codec, packet, in, toneKeys, toneHeard)) {
            faxCalls();
        }
    }

    /** Nothing is played to a fax machine, and nothing of it recorded. */
    private void faxCalls() {
        listener.faxHeard(); // first, so that whoever wakes up by what follows knows why
        Recorder ends = recorder == null ? awaiting : recorder;
        if (ends != null) {
            ends.end(Ending.FAX);
            recorded();
        }
        stopPlaying();
    }

    private void comfortNoise(ByteBuffer in, long nowNanos) {
        if (recorder != null && !early && packet.payloadLength() > 0) {
            recorder.comfortNoise(packet, in.get(packet.payloadOffset()) & 0x7F, nowNanos);
        }
    }

    /** A key that came by another road than this port; at the time of the latest packet that has arrived. */
    void keyOutside(Key key) {
        if (!closing && relay == null) {
            receiveAll();
            early = false;
            pressed(key, packet.timestamp(), true);
        }
    }

    private void pressed(Key key, int timestamp) {
        pressed(key, timestamp, false);
    }

    private void pressed(Key key, int timestamp, boolean outside) {
        if (repeats.isRepeat(key, outside, System.nanoTime())) {
            return;
        }
        if (recorder == null) {
            listener.keyPressed(key);
            if (stopsAtKey) {
                stopPlaying();
            }
        } else if (!early && recorder.key(key, timestamp)) {
            recorded();
        }
    }

    private void event(ByteBuffer in, long nowNanos) {
        if (packet.payloadLength() < TelephoneEvent.BYTES) {
            return;
        }
        if (recorder != null && !early) {
            recorder.event(packet, nowNanos);
        }
        TelephoneEvent event = TelephoneEvent.read(in.position(packet.payloadOffset()));
        Optional<Key> key = event.key();
        if (key.isEmpty() || !keys.pressed(packet.ssrc(), packet.timestamp(), event)) {
            return;
        }
        pressed(key.get(), packet.timestamp());
    }

    private void end() {
        if (!rtp.isOpen()) {
            return;
        }
        endRecording(Ending.HANGUP);
        reports.end(stream);
        rtp.close();
        tones.close();
        listener.ended();
    }

    MediaStatistics statistics() {
        AudioStream current = stream;
        long lost = heard.lost();
        long came = received.get();
        double score = came == 0
                ? 0
                : VoiceQuality.score((double) lost / (lost + came), heard.jitterMs(), reports.roundTripMs());
        return new MediaStatistics(came, lost, refused.get(), sent.get(), heard.jitterMs(), reports.roundTripMs(),
                score, worstLateness.get(), current == null ? "" : current.codec().encodingName());
    }
}
