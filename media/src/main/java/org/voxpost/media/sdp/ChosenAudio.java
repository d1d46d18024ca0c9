package org.voxpost.media.sdp;

import java.util.List;
import java.util.Optional;
import org.voxpost.media.MediaPeer.Srtp;
import org.voxpost.media.srtp.CryptoLine;

/**
 * The one audio stream of a description that we take part in.
 *
 * @param media the stream
 * @param crypto the line we use of those it offers; empty for plain RTP
 */
record ChosenAudio(MediaDescription media, Optional<CryptoLine> crypto) {

    /**
     * Chooses by the encryption policy: never a plain stream where encryption is required, an encrypted one where it is
     * optional and can be had. Keys on a plain profile count too (RFC 8643).
     *
     * @throws SdpException if there is none
     */
    static ChosenAudio of(SessionDescription description, Srtp policy) {
        List<MediaDescription> audio = description.media()
                .stream()
                .filter(media -> media.type().equals("audio") && media.port() != 0)
                .toList();
        if (audio.isEmpty()) {
            throw new SdpException("no audio stream");
        }
        Optional<ChosenAudio> encrypted = policy == Srtp.OFF ? Optional.empty() : encrypted(audio);
        if (encrypted.isPresent()) {
            return encrypted.get();
        }
        if (policy == Srtp.REQUIRED) {
            throw new SdpException("encryption is required, and no key that we can use is offered");
        }
        return audio.stream()
                .filter(media -> plain(media.protocol()))
                .findFirst()
                .map(media -> new ChosenAudio(media, Optional.empty()))
                .orElseThrow(() -> new SdpException(
                        "audio over " + audio.getFirst().protocol().replaceAll("[^A-Za-z/]", "?") + " only"));
    }

    private static Optional<ChosenAudio> encrypted(List<MediaDescription> audio) {
        return audio.stream()
                .filter(media -> plain(media.protocol()) || secure(media.protocol()))
                .flatMap(media -> media.attributes("crypto")
                        .stream()
                        .flatMap(line -> CryptoLine.read(line).stream())
                        .map(line -> new ChosenAudio(media, Optional.of(line))))
                .findFirst();
    }

    private static boolean plain(String protocol) {
        return protocol.equals("RTP/AVP") || protocol.equals("RTP/AVPF");
    }

    private static boolean secure(String protocol) {
        return protocol.equals("RTP/SAVP") || protocol.equals("RTP/SAVPF");
    }
}
