package org.voxpost.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.voxpost.service.config.PeerConfig;
import org.voxpost.service.metrics.ServiceMetrics;
import org.voxpost.sip.Registration;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipEndpoint;

/** The registrations that the peers' configuration asks for; taken back when closed. */
final class Registrations implements AutoCloseable {
    private final List<Registration> running = new ArrayList<>();

    private Registrations() {
    }

    static Registrations start(List<PeerConfig> peers, SipEndpoint sip, ServiceMetrics metrics) {
        var registrations = new Registrations();
        for (PeerConfig peer : peers) {
            peer.register().ifPresent(wanted -> registrations.running.add(sip.register(new Registration.Request(
                    wanted.registrar(), new SipAddress("", wanted.identity()), wanted.expiry(),
                    peer.outboundProxy()))));
        }
        if (!registrations.running.isEmpty()) {
            metrics.gauge("voxpost.sip.registrations.missing", "registrations we ask for and do not have",
                    "registrations", registrations::missing);
        }
        return registrations;
    }

    private long missing() {
        return running.stream().filter(one -> one.state() != Registration.State.REGISTERED).count();
    }

    @Override
    public void close() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) { // each waits for its registrar
            running.forEach(one -> threads.execute(one::close));
        }
    }
}
