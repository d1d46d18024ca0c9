package org.voxpost.service;

import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import io.vertx.core.dns.SrvRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.ServiceLookup;

/**
 * SRV by DNS (RFC 2782). An answer is good for a minute; while no name server can be asked the last answer stays in force.
 * Thread-safe; waits at most two seconds.
 */
final class ServerRecords implements ServiceLookup {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRecords.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final long PATIENCE_MS = 2000;
    private static final int MOST_NAMES = 1000;
    private static final int MOST_SERVERS = 50;

    private final DnsClient dns;
    private final InstantSource clock;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(List<Server> servers, Instant until) {
    }

    private ServerRecords(DnsClient dns, InstantSource clock) {
        this.dns = dns;
        this.clock = clock;
    }

    /** By the machine's own name server. */
    static ServerRecords ofMachine(Vertx vertx, InstantSource clock) {
        return new ServerRecords(vertx.createDnsClient(new DnsClientOptions().setQueryTimeout(PATIENCE_MS)), clock);
    }

    static ServerRecords of(Vertx vertx, String host, int port, InstantSource clock) {
        return new ServerRecords(vertx.createDnsClient(
                new DnsClientOptions().setHost(host).setPort(port).setQueryTimeout(PATIENCE_MS)), clock);
    }

    @Override
    public List<Server> servers(String name) {
        Answer known = answers.get(name);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.until())) {
            return known.servers();
        }
        List<Server> found = ask(name).orElseGet(() -> known == null ? List.of() : known.servers());
        if (answers.size() >= MOST_NAMES) {
            answers.clear();
        }
        answers.put(name, new Answer(found, now.plus(FRESH)));
        return found;
    }

    /** Empty if nobody could be asked. */
    private Optional<List<Server>> ask(String name) {
        try {
            return Optional.of(dns.resolveSRV(name).toCompletionStage().toCompletableFuture().join().stream()
                    .limit(MOST_SERVERS).map(ServerRecords::server).filter(server -> !server.host().isEmpty())
                    .toList());
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof DnsException refused && refused.code() == DnsResponseCode.NXDOMAIN) {
                return Optional.of(List.of());
            }
            LOG.info("SRV of {}: {}", name, Faults.sentence(failed));
            return Optional.empty();
        }
    }

    /** A target of one dot says that the service is not offered: its host is empty here. */
    private static Server server(SrvRecord record) {
        String target = record.target();
        return new Server(record.priority(), record.weight(),
                target.endsWith(".") ? target.substring(0, target.length() - 1) : target, record.port());
    }
}
