package org.voxpost.media.rtp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.sdp.Agreement;
import org.voxpost.media.sdp.LocalMedia;
import org.voxpost.media.sdp.OfferAnswer;
import org.voxpost.media.sdp.SdpException;
import org.voxpost.media.sdp.SessionDescription;
import org.voxpost.media.srtp.MasterKey;
import org.voxpost.media.srtp.Suite;

/**
 * RTP on plain sockets, a pair per call, served by few threads. Methods may be called from any thread; opening binds two
 * sockets in the caller's.
 */
public final class RtpMediaPorts implements MediaPorts {
    private final InetAddress bindHost;
    private final InetAddress advertised;
    private final Optional<PortRange> ports;
    private final List<MediaThread> threads;
    private final PromptEncoder encoder;
    private final Set<RtpSession> sessions = ConcurrentHashMap.newKeySet();
    private final SecureRandom random = new SecureRandom();

    private RtpMediaPorts(InetAddress bindHost, InetAddress advertised, Optional<PortRange> ports,
            List<MediaThread> threads, PromptEncoder encoder) {
        this.bindHost = bindHost;
        this.advertised = advertised;
        this.ports = ports;
        this.threads = List.copyOf(threads);
        this.encoder = encoder;
    }

    /**
     * Starts the media threads. A range from port 0 lets the system choose ports, without rest: for tests and the calling
     * side.
     *
     * @throws IllegalArgumentException naming the setting that cannot be
     */
    public static RtpMediaPorts start(MediaSettings settings, PromptLibrary prompts) {
        InetAddress bindHost = literal("bindHost", settings.bindHost());
        InetAddress advertised = settings.advertisedHost().isEmpty()
                ? bindHost
                : literal("advertisedHost", settings.advertisedHost());
        if (advertised.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "media bound to every address (" + settings.bindHost() + ") needs an advertised host");
        }
        Optional<PortRange> ports = settings.firstPort() == 0
                ? Optional.empty()
                : Optional.of(new PortRange(settings.firstPort(), settings.lastPort(), settings.portRest(),
                        new SecureRandom()));
        var threads = new ArrayList<MediaThread>();
        for (int i = 0; i < threadsOf(settings); i++) {
            threads.add(MediaThread.start(i + 1));
        }
        return new RtpMediaPorts(bindHost, advertised, ports, threads, new PromptEncoder(prompts));
    }

    private static int threadsOf(MediaSettings settings) {
        return settings.threads() > 0
                ? settings.threads()
                : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private static InetAddress literal(String setting, String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("media " + setting + " '" + text + "' is no IP address", e);
        }
    }

    @Override
    public MediaSession open(String remoteOffer, MediaPeer peer) {
        SessionDescription offer;
        try {
            offer = SessionDescription.read(remoteOffer);
        } catch (SdpException e) {
            throw new UnacceptableOffer(e.why());
        }
        return session(peer, local -> {
            Agreement agreement = OfferAnswer.answer(offer, local);
            return new Opening(agreement.sdp(), Optional.of(agreement));
        });
    }

    @Override
    public MediaSession offer(MediaPeer peer) {
        return session(peer, local -> new Opening(OfferAnswer.offer(local), Optional.empty()));
    }

    @Override
    public MediaSession offerBeside(MediaSession first, MediaPeer peer) {
        if (!(first instanceof RtpSession session)) {
            throw new IllegalArgumentException("a session of other ports");
        }
        RtpSession.OneCodec kept = session.keepCodec();
        MediaPeer same = new MediaPeer(List.of(kept.codec().encodingName()), peer.mediaSources(), peer.srtp());
        try {
            return session(same, local -> new Opening(OfferAnswer.offer(local), Optional.empty()), session.thread(),
                    () -> session.letGo(kept));
        } catch (RuntimeException failed) {
            session.letGo(kept);
            throw failed;
        }
    }

    private record Opening(String sdp, Optional<Agreement> agreement) {
    }

    private MediaSession session(MediaPeer peer, Function<LocalMedia, Opening> opening) {
        return session(peer, opening,
                threads.stream().min(Comparator.comparingInt(MediaThread::ports)).orElseThrow(), () -> {
                    // nobody waits for its end
                });
    }

    private MediaSession session(MediaPeer peer, Function<LocalMedia, Opening> opening, MediaThread thread,
            Runnable whenEnded) {
        List<Network> sources = peer.mediaSources().stream().map(Network::of).toList();
        SocketPair sockets = bind();
        LocalMedia local = local(sockets.port(), peer);
        Opening opened;
        try {
            opened = opening.apply(local);
        } catch (SdpException e) {
            sockets.close();
            ports.ifPresent(range -> range.giveBackUnused(sockets.port()));
            throw new UnacceptableOffer(e.why());
        }
        opened.agreement().ifPresent(agreed -> encoder.prepare(agreed.stream().receivable().values()));
        RtpSession[] self = new RtpSession[1];
        var session = new RtpSession(thread, encoder, local, opened.sdp(), () -> {
            sessions.remove(self[0]);
            whenEnded.run();
            ports.ifPresent(range -> range.giveBack(sockets.port(), System.nanoTime()));
        });
        self[0] = session;
        sessions.add(session);
        var port = new RtpPort(thread, sockets.rtp(), sockets.rtcp(), sources, peer.fax(), random, session);
        session.attach(port, opened.agreement().map(Agreement::stream));
        return session;
    }

    private LocalMedia local(int port, MediaPeer peer) {
        return new LocalMedia(advertised, port, random.nextLong() >>> 2, 1, Codec.preferred(peer.codecs()),
                !peer.codecs().isEmpty(), peer.srtp(), keys(peer));
    }

    private Map<Suite, MasterKey> keys(MediaPeer peer) {
        return peer.srtp() == MediaPeer.Srtp.OFF
                ? Map.of()
                : Arrays.stream(Suite.values())
                        .collect(Collectors.toMap(suite -> suite, suite -> MasterKey.random(suite, random)));
    }

    private SocketPair bind() {
        if (ports.isEmpty()) {
            try {
                return SocketPair.bindAny(bindHost);
            } catch (IOException e) {
                throw new NoPortLeft("no RTP port: " + e.getMessage());
            }
        }
        return bindFrom(ports.get());
    }

    private SocketPair bindFrom(PortRange range) {
        int attempts = range.idle();
        for (int i = 0; i < attempts; i++) {
            OptionalInt port = range.take(System.nanoTime());
            if (port.isEmpty()) {
                break;
            }
            try {
                return SocketPair.bind(bindHost, port.getAsInt());
            } catch (BindException takenByAnother) {
                range.giveBack(port.getAsInt(), System.nanoTime());
            } catch (IOException noSocket) {
                range.giveBackUnused(port.getAsInt());
                throw new NoPortLeft("no RTP port: " + noSocket.getMessage());
            }
        }
        throw new NoPortLeft("all RTP ports are taken or resting");
    }

    @Override
    public int openSessions() {
        return sessions.size();
    }

    @Override
    public void close() {
        sessions.forEach(RtpSession::close);
        for (MediaThread thread : threads) {
            thread.stop();
        }
        encoder.close();
    }
}
