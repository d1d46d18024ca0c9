package org.voxpost.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.codec.Codec;

class OfferAnswerTest {
    private static final String OFFER = """
            v=0
            o=alice 2890844526 2890844526 IN IP4 192.0.2.10
            s=-
            c=IN IP4 192.0.2.10
            t=0 0
            m=audio 49170 RTP/AVP 8 0 96
            a=rtpmap:8 PCMA/8000
            a=rtpmap:96 telephone-event/8000
            a=fmtp:96 0-16
            a=ptime:20
            """;

    private static LocalMedia local(List<Codec> codecs, boolean ownOrder) {
        return new LocalMedia(InetAddress.ofLiteral("192.0.2.1"), 20_000, 77, 1, codecs, ownOrder);
    }

    private static Agreement answer(String offer) {
        return OfferAnswer.answer(SessionDescription.read(offer), local(List.of(Codec.values()), false));
    }

    @Test
    void theAnswerHasOneCodecOfTheOfferersOrderAndItsEventType() {
        Agreement agreement = answer(OFFER);

        assertThat(agreement.sdp()).isEqualTo("""
                v=0
                o=- 77 1 IN IP4 192.0.2.1
                s=-
                c=IN IP4 192.0.2.1
                t=0 0
                m=audio 20000 RTP/AVP 8 96
                a=rtpmap:8 PCMA/8000
                a=rtpmap:96 telephone-event/8000
                a=fmtp:96 0-15
                a=ptime:20
                a=sendrecv
                """.replace("\n", "\r\n"));
        AudioStream stream = agreement.stream();
        assertThat(stream.codec()).isEqualTo(Codec.PCMA);
        assertThat(stream.receivable()).containsKeys(0, 8);
        assertThat(stream.sendEventType()).hasValue(96);
        assertThat(stream.remote()).contains(at("192.0.2.10", 49170));
        assertThat(stream.remoteRtcp()).contains(at("192.0.2.10", 49171));
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    @Test
    void ourOrderDecidesWhereTheOperatorHasOne() {
        Agreement agreement = OfferAnswer.answer(SessionDescription.read(OFFER),
                local(List.of(Codec.PCMU, Codec.PCMA), true));

        assertThat(agreement.stream().codec()).isEqualTo(Codec.PCMU);
    }

    @Test
    void everyStreamIsAnsweredInItsPlace() {
        Agreement agreement = answer("""
                v=0
                c=IN IP4 192.0.2.10
                m=video 49180 RTP/AVP 31
                m=audio 49170 RTP/AVP 0
                m=audio 49190 RTP/AVP 0
                m=image 5000 udptl t38
                """);

        assertThat(agreement.sdp().lines().filter(line -> line.startsWith("m="))).containsExactly(
                "m=video 0 RTP/AVP 31", "m=audio 20000 RTP/AVP 0", "m=audio 0 RTP/AVP 0", "m=image 0 udptl t38");
        assertThat(agreement.stream().receiveEventType()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sendonly,RECVONLY", "recvonly,SENDONLY", "inactive,INACTIVE", "sendrecv,SENDRECV"})
    void theDirectionIsTurnedRound(String offered, Direction ours) {
        assertThat(answer(OFFER + "a=" + offered + "\n").stream().direction()).isEqualTo(ours);
    }

    @Test
    void theOldFormOfHoldHasNoAddressToSendTo() {
        assertThat(answer(OFFER.replace("c=IN IP4 192.0.2.10", "c=IN IP4 0.0.0.0")).stream().remote()).isEmpty();
    }

    @Test
    void reportsGoWhereTheOfferSays() {
        assertThat(answer(OFFER + "a=rtcp:53020 IN IP4 192.0.2.99\n").stream().remoteRtcp())
                .contains(at("192.0.2.99", 53020));
        assertThat(answer(OFFER + "a=rtcp:53020\n").stream().remoteRtcp()).contains(at("192.0.2.10", 53020));
        Agreement shared = answer(OFFER + "a=rtcp-mux\n");
        assertThat(shared.stream().remoteRtcp()).contains(at("192.0.2.10", 49170));
        assertThat(shared.sdp()).contains("a=rtcp-mux");
    }

    @ParameterizedTest
    @CsvSource({"10,10", "60,60", "30,30", "5,20", "200,20", "25,20"})
    void packetTimesFromTenToSixtyAreKept(int asked, int kept) {
        assertThat(answer(OFFER.replace("ptime:20", "ptime:" + asked)).stream().ptimeMs()).isEqualTo(kept);
    }

    @Test
    void theStreamsAddressComesBeforeTheSessions() {
        assertThat(answer(OFFER.replace("m=audio 49170 RTP/AVP 8 0 96", "m=audio 49170 RTP/AVP 8\nc=IN IP4 192.0.2.77"))
                .stream()
                .remote()).contains(at("192.0.2.77", 49170));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=0\nc=IN IP4 192.0.2.10\nm=audio 4000 RTP/AVP 18\na=rtpmap:18 G729/8000\n",
            "v=0\nc=IN IP4 192.0.2.10\nm=video 4000 RTP/AVP 31\n", "v=0\nc=IN IP4 192.0.2.10\nm=audio 0 RTP/AVP 0\n",
            "v=0\nm=audio 4000 RTP/AVP 0\n", "v=0\nc=IN IP4 host.example.com\nm=audio 4000 RTP/AVP 0\n",
            "v=0\nc=IN IP4 224.1.1.1\nm=audio 4000 RTP/AVP 0\n", "v=0\nc=IN IP6 2001:db8::1\nm=audio 4000 RTP/AVP 0\n",
            "v=0\nc=IN IP4 192.0.2.10\nm=audio 4000 TCP/MSRP *\n", "v=0\nc=IN IP4\nm=audio 4000 RTP/AVP 0\n",
            "v=0\nc=IN IP4 192.0.2.10\nm=audio 99999 RTP/AVP 0\n", "v=0\nc=IN IP4 192.0.2.10\nm=audio 4000\n", "v=1\n",
            "", "garbage", "v=0\n"})
    void whatCannotBeAgreedToIsRefusedWithAReason(String offer) {
        assertThatThrownBy(() -> answer(offer)).isInstanceOf(SdpException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void everyShorterPrefixIsReadOrRefusedCleanly() {
        for (int length = 0; length < OFFER.length(); length++) {
            String cut = OFFER.substring(0, length);
            try {
                assertThat(answer(cut).sdp()).startsWith("v=0");
            } catch (SdpException refused) {
                assertThat(refused.why()).isNotBlank();
            }
        }
    }

    @Test
    void anAnswerToOurOfferChoosesTheCodec() {
        LocalMedia local = local(List.of(Codec.values()), false);
        String offer = OfferAnswer.offer(local);

        Agreement agreement = OfferAnswer.accept(offer, SessionDescription.read("""
                v=0
                c=IN IP4 192.0.2.10
                m=audio 49170 RTP/AVP 8 97
                a=rtpmap:97 telephone-event/8000
                a=sendonly
                """), local);

        assertThat(agreement.stream().codec()).isEqualTo(Codec.PCMA);
        assertThat(agreement.stream().sendEventType()).hasValue(97);
        assertThat(agreement.stream().receiveEventType()).hasValue(101);
        assertThat(agreement.stream().direction()).isEqualTo(Direction.RECVONLY);
    }

    @Test
    void ipv6IsWrittenAndRead() {
        var local = new LocalMedia(InetAddress.ofLiteral("2001:db8::1"), 20_000, 1, 1, List.of(Codec.PCMU), false);

        Agreement agreement = OfferAnswer.answer(
                SessionDescription.read("v=0\nc=IN IP6 2001:db8::2\nm=audio 4000 RTP/AVP 0\n"), local);

        assertThat(agreement.sdp()).contains("c=IN IP6 2001:db8:0:0:0:0:0:1\r\n");
        assertThat(agreement.stream().remote()).contains(at("2001:db8::2", 4000));
    }

    @Test
    void opusIsAnsweredAsTheWidebandMonoWeHear() {
        Agreement agreement = answer("""
                v=0
                c=IN IP4 192.0.2.10
                m=audio 49170 RTP/AVP 96 9 0 13 97 98
                a=rtpmap:96 OPUS/48000/2
                a=fmtp:96 useinbandfec=1; stereo=1
                a=rtpmap:97 telephone-event/48000
                a=rtpmap:98 telephone-event/8000
                a=ptime:60
                """);

        assertThat(agreement.sdp()).contains("m=audio 20000 RTP/AVP 96 97\r\n", "a=rtpmap:96 opus/48000/2\r\n",
                "a=fmtp:96 maxplaybackrate=16000;stereo=0\r\n", "a=rtpmap:97 telephone-event/48000\r\n",
                "a=ptime:20\r\n");
        assertThat(agreement.stream().receivable()).containsEntry(96, Codec.OPUS).containsEntry(9, Codec.G722)
                .containsEntry(0, Codec.PCMU);
        assertThat(agreement.stream().eventClockHz()).isEqualTo(48_000);
        assertThat(agreement.stream().comfortNoise()).isFalse();
    }

    @Test
    void g722HasItsStaticTypeAndAClockOf8000Hz() {
        Agreement agreement = answer("""
                v=0
                c=IN IP4 192.0.2.10
                m=audio 49170 RTP/AVP 9 0 101
                a=rtpmap:101 telephone-event/8000
                a=ptime:40
                """);

        assertThat(agreement.sdp()).contains("m=audio 20000 RTP/AVP 9 101\r\na=rtpmap:9 G722/8000\r\n",
                "a=ptime:40\r\n");
        assertThat(agreement.stream().codec()).isEqualTo(Codec.G722);
    }

    @Test
    void comfortNoiseIsAnsweredBesideG711() {
        Agreement agreement = answer("""
                v=0
                c=IN IP4 192.0.2.10
                m=audio 49170 RTP/AVP 0 13 101
                a=rtpmap:101 telephone-event/8000
                """);

        assertThat(agreement.sdp()).contains("m=audio 20000 RTP/AVP 0 13 101\r\n");
        assertThat(agreement.stream().comfortNoise()).isTrue();
    }

    @Test
    void theAnswerToOurOfferMayUseItsOwnNumbers() {
        LocalMedia ours = local(List.of(Codec.values()), false);
        String offer = OfferAnswer.offer(ours);

        AudioStream stream = OfferAnswer.accept(offer, SessionDescription.read("""
                v=0
                c=IN IP4 192.0.2.10
                m=audio 49170 RTP/AVP 120 121
                a=rtpmap:120 opus/48000/2
                a=rtpmap:121 telephone-event/48000
                """), ours).stream();

        assertThat(offer).contains(" RTP/AVP 0 8 9 111 13 101 102\r\n", "a=rtpmap:111 opus/48000/2\r\n");
        assertThat(stream.sendPayloadType()).isEqualTo(120);
        assertThat(stream.sendEventType()).hasValue(121);
        assertThat(stream.receiveEventType()).hasValue(102);
        assertThat(stream.receivable()).containsEntry(111, Codec.OPUS).containsEntry(120, Codec.OPUS)
                .containsEntry(0, Codec.PCMU);
    }
}
