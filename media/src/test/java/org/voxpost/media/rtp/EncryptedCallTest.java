package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.media.MediaPeer.Srtp;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts.UnacceptableOffer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.sdp.AudioStream;
import org.voxpost.media.sdp.Direction;
import org.voxpost.media.srtp.MasterKey;
import org.voxpost.media.srtp.SrtpSender;
import org.voxpost.media.srtp.Suite;

@Timeout(value = 90, unit = TimeUnit.SECONDS)
class EncryptedCallTest {
    private static final RecordingLimits ONE_SECOND = new RecordingLimits(Duration.ofSeconds(1), Duration.ofSeconds(9),
            Set.of());

    private static MediaPeer peer(Srtp policy) {
        return new MediaPeer(List.of(), List.of(), policy);
    }

    private static MediaPorts ports() {
        return RtpMediaPorts.start(new MediaSettings("127.0.0.1", "", 0, 0, 1, Duration.ZERO), PromptLibrary.shipped());
    }

    @ParameterizedTest
    @CsvSource({"REQUIRED,REQUIRED,true", "OPTIONAL,REQUIRED,true", "OPTIONAL,OPTIONAL,true", "REQUIRED,OPTIONAL,true",
            "OPTIONAL,OFF,false", "OFF,OPTIONAL,false"})
    void speechArrivesWholeWhateverWasAgreed(Srtp caller, Srtp callee, boolean encrypted) {
        byte[] spoken = LoopbackCall.noise(20_000, 8);
        var sink = new MemoryRecordingSink(100_000);
        try (MediaPorts ports = ports();
                MediaSession out = ports.offer(peer(caller));
                MediaSession in = ports.open(out.localSdp(), peer(callee))) {
            out.acceptAnswer(in.localSdp());
            assertThat(in.localSdp().contains("a=crypto:")).isEqualTo(encrypted);
            sink.begin(in.recordingFormat());

            out.play(LoopbackCall.mu(spoken));
            in.record(sink, ONE_SECOND);

            boolean straightPiece = new String(spoken, StandardCharsets.ISO_8859_1)
                    .contains(new String(sink.bytes(), StandardCharsets.ISO_8859_1));
            assertThat(straightPiece).isTrue();
            assertThat(sink.bytes()).hasSize(8000);
        }
    }

    @Test
    void whoRequiresEncryptionGetsNoPlainAudio() {
        try (MediaPorts ports = ports();
                MediaSession plain = ports.offer(peer(Srtp.OFF));
                MediaSession strict = ports.offer(peer(Srtp.REQUIRED))) {
            assertThatThrownBy(() -> ports.open(plain.localSdp(), peer(Srtp.REQUIRED)))
                    .isInstanceOf(UnacceptableOffer.class)
                    .hasMessageContaining("encryption is required");
            assertThatThrownBy(() -> ports.open(strict.localSdp(), peer(Srtp.OFF)))
                    .isInstanceOf(UnacceptableOffer.class)
                    .hasMessageContaining("RTP/SAVP");
            assertThatThrownBy(() -> strict.acceptAnswer("v=0\nc=IN IP4 127.0.0.1\nm=audio 4000 RTP/AVP 0\n"))
                    .isInstanceOf(UnacceptableOffer.class);
            assertThat(ports.openSessions()).isEqualTo(2);
        }
    }

    private static AudioStream under(MasterKey key) {
        return new AudioStream(Optional.empty(), Optional.empty(), true, Codec.PCMU, 0, Map.of(), OptionalInt.empty(),
                OptionalInt.empty(), false, 8000, 20, Direction.SENDRECV, Optional.of(key), Optional.of(key));
    }

    private static ByteBuffer packet(SrtpSender sender, int sequence) {
        ByteBuffer packet = ByteBuffer.allocate(200);
        RtpPacket.writeHeader(packet, false, 0, sequence & 0xFFFF, sequence * 160, 7);
        sender.rtp(packet.put(new byte[160]).flip());
        return packet;
    }

    @Test
    void aNewKeyLosesNothingThatWasOnItsWay() {
        MasterKey first = MasterKey.random(Suite.AES_CM_128_HMAC_SHA1_80, new Random(1));
        MasterKey second = MasterKey.random(Suite.AES_CM_128_HMAC_SHA1_80, new Random(2));
        var before = new SrtpSender(first);
        var after = new SrtpSender(second);
        var keys = new StreamKeys();
        keys.use(under(first), 0);
        assertThat(keys.open(packet(before, 65_535), 0)).isTrue();
        keys.use(under(first), 1); // a re-INVITE without a new key: the roll-over counter goes on
        assertThat(keys.open(packet(before, 65_536), 1)).isTrue();

        keys.use(under(second), 2);

        assertThat(keys.open(packet(after, 65_537), 3)).isTrue();
        assertThat(keys.open(packet(before, 65_538), 4)).isTrue();
        assertThat(keys.open(packet(before, 65_539), 3_000_000_000L)).isFalse();
        assertThat(keys.open(packet(after, 65_540), 3_000_000_001L)).isTrue();
    }
}
