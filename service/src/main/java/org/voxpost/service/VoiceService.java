package org.voxpost.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.graph.GraphNotifications;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.SessionConversation;
import org.voxpost.media.Transcoder;
import org.voxpost.media.ffmpeg.FfmpegTranscoder;
import org.voxpost.media.ffmpeg.ThreadPriority;
import org.voxpost.media.rtp.RtpMediaPorts;
import org.voxpost.service.alert.Alerts;
import org.voxpost.service.api.Api;
import org.voxpost.service.api.ApiKeys;
import org.voxpost.service.api.Audit;
import org.voxpost.service.api.GraphNotificationRoute;
import org.voxpost.service.api.Health;
import org.voxpost.service.api.HttpApi;
import org.voxpost.service.config.ExchangeProfile;
import org.voxpost.service.config.KeyFile;
import org.voxpost.service.config.PeerConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.exchange.Exchange;
import org.voxpost.service.flow.CallAnswering;
import org.voxpost.service.flow.FlowParts;
import org.voxpost.service.flow.SpoolIntake;
import org.voxpost.service.metrics.ServiceMetrics;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.CallRouting;
import org.voxpost.service.routing.OwnCalls;
import org.voxpost.service.routing.Redirects;
import org.voxpost.service.spool.CallRecords;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.DeliveryProfile;
import org.voxpost.service.spool.DeliveryWorker;
import org.voxpost.service.spool.DepositLimits;
import org.voxpost.service.spool.Housekeeping;
import org.voxpost.service.spool.RecordingStore;
import org.voxpost.service.spool.Spool;
import org.voxpost.service.spool.SpoolDesk;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.ImportedSubscribers;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.service.trace.SipLadder;
import org.voxpost.service.trace.TraceLog;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.jain.JainSipEndpoint;

/**
 * The running service: everything a configuration describes, built and started in order, stopped in the reverse order.
 * It takes calls when {@link #start} returns.
 */
public final class VoiceService implements AutoCloseable {
    private static final int ENCODER_THREADS = 2;
    private static final Duration FLOWS_END_WITHIN = Duration.ofSeconds(10);
    private static final Duration HEALTH_DEADLINE = Duration.ofSeconds(2);

    private final StartedParts parts;
    private final SipEndpoint sip;
    private final HttpApi http;
    private final Health health;

    private VoiceService(StartedParts parts, SipEndpoint sip, HttpApi http, Health health) {
        this.parts = parts;
        this.sip = sip;
        this.http = http;
        this.health = health;
    }

    /**
     * Builds and starts everything; blocks until calls are taken.
     *
     * @throws RuntimeException naming what could not be started; what had started is stopped again
     */
    public static VoiceService start(VoxpostConfig config) {
        var parts = new StartedParts();
        try {
            return started(config, parts);
        } catch (IOException failed) {
            parts.close();
            throw new IllegalStateException("the state directory " + config.state().directory() + " cannot be used",
                    failed);
        } catch (RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    private static VoiceService started(VoxpostConfig file, StartedParts parts) throws IOException {
        InstantSource clock = InstantSource.system();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new ServiceMetrics(registry);
        RecordingStore store = parts.add(RecordingStore.open(file.state(), key(file)));
        parts.add(StateLock.take(file.state().directory()));
        TraceLog trace = parts.add(TraceLog.open(StateLayout.trace(file.state().directory())));
        Database database = parts.add(Database.open(file.state().directory()));
        var imported = new ImportedSubscribers(database);
        VoxpostConfig config = imported.addedTo(file);
        Transcoder transcoder = parts.add(FfmpegTranscoder.start(ENCODER_THREADS));
        var spool = new Spool(database, store, clock);
        var table = SubscriberTable.of(config);
        parts.add(SubscriberWatch.start(file, imported, table));
        List<Exchange> organisations = organisations(config, table, clock, parts);
        List<DeliveryProfile> profiles = profiles(organisations, metrics);
        spool.addListener(new DeliveryReport(profiles.stream()
                .collect(Collectors.toMap(DeliveryProfile::name, profile -> profile.server().protocol())), metrics,
                trace, clock));
        parts.add(Housekeeping.start(spool, Alerts.of(config.alerts()), config));
        DeliveryWorker worker = parts.add(DeliveryWorker.start(spool, profiles, transcoder,
                config.recording().format(), config.delivery()));
        parts.add(OutlookForms.start(organisations, table, database, clock));
        ThreadPriority.compilersLow();
        MediaPorts media = parts.add(RtpMediaPorts.start(config.media().toSettings(),
                PromptLibrary.of("en", config.media().prompts())));
        AddressBook people = parts.add(AddressBooks.of(config, table, organisations));
        people.start(config.directory().refresh());
        Audit audit = parts.add(Audit.start(database, config.http().audit(), config.state().directory(), clock));
        var transfers = new TransferWiring(config);
        var flows = new FlowParts(table, new CallRouting(table, sites(config)), people,
                config.directory().namePatience(), media, mediaPeers(config),
                SessionConversation::new, transcoder,
                new SpoolIntake(store, spool, new DepositLimits(database, config.limits()), clock), config.recording(),
                metrics,
                trace, new CallRecords(database)::keep,
                transfers.transfers(media, mediaPeers(config), audit, clock), clock);
        var answering = new CallAnswering(flows);
        var ownCalls = new OwnCalls(flows.routing(),
                LookupWiring.calendars(config, organisations, table, clock, parts), answering, clock);
        var engine = LookupWiring.engine(config, table, people, ownCalls, clock);
        var redirects = new Redirects(engine, LookupWiring.redirected(config), flows.routing(), ownCalls);
        parts.add(() -> Drain.await(answering::running, FLOWS_END_WITHIN)); // what was said is kept before the rest stops
        Vertx vertx = Vertx.vertx();
        parts.add(() -> vertx.close().await());
        SipEndpoint sip = parts.add(JainSipEndpoint.start(config.sip()
                .toSettings("Voxpost/" + VersionCommand.number()).withTrace(new SipLadder(trace))
                .withServices(ServerRecords.ofMachine(vertx, clock)), redirects));
        transfers.use(sip);
        parts.add(Registrations.start(config.sip().peers(), sip, metrics));
        config.sip().tls().ifPresent(tls -> parts.add(CertificateWatch.start(tls.files(), sip::reloadTls)));
        LampWiring.start(config, table, profiles, sip, database, clock).ifPresent(lamps -> {
            parts.add(lamps);
            spool.addListener(lamps);
            metrics.gauge("voxpost.lamps.waiting", "lamps a peer was not told of yet", "lamps", lamps::waiting);
            metrics.gauge("voxpost.lamps.subscribed", "telephones that subscribed to a lamp", "subscriptions",
                    lamps::subscribed);
        });
        watch(metrics, sip, media, store, worker);
        metrics.gauge("voxpost.spool.oldest", "since the oldest message that waits was accepted", "seconds",
                () -> spool.oldestWaiting().map(accepted -> age(accepted, clock)).orElse(0.0));
        watch(metrics, people, clock);
        Health health = parts.add(new Health(HealthProbes.of(sip, store, database, worker), HEALTH_DEADLINE));
        var api = new Api(vertx, new ApiKeys(database, clock), config.http(), audit,
                new Api.Answers(engine, people, new CallRecords(database), new SpoolDesk(spool)), clock);
        List<GraphNotifications> notifications = organisations.stream()
                .flatMap(exchange -> exchange.graphNotifications().stream()).toList();
        HttpApi http = parts.add(HttpApi.start(vertx, config.http(), health, registry::scrape, router -> {
            Future<Void> open = api.mount(router);
            parts.add(() -> open.otherwiseEmpty().await()); // Vert.x is not closed under it
            new GraphNotificationRoute(notifications, metrics).mount(router);
        }));
        notifications.forEach(GraphNotifications::open);
        return new VoiceService(parts, sip, http, health);
    }

    private static Optional<SecretKey> key(VoxpostConfig config) throws IOException {
        return config.state().encryptionKeyFile().isEmpty()
                ? Optional.empty()
                : Optional.of(KeyFile.read(config.state().encryptionKeyFile().get()));
    }

    private static Map<String, String> sites(VoxpostConfig config) {
        return config.sip().peers().stream().collect(Collectors.toMap(PeerConfig::name, PeerConfig::site));
    }

    private static Function<String, MediaPeer> mediaPeers(VoxpostConfig config) {
        Map<String, MediaPeer> peers = config.sip().peers().stream()
                .collect(Collectors.toMap(PeerConfig::name, PeerConfig::toMediaPeer));
        return name -> peers.getOrDefault(name, MediaPeer.PLAIN);
    }

    private static List<Exchange> organisations(VoxpostConfig config, SubscriberTable table, InstantSource clock,
            StartedParts parts) {
        List<Exchange> organisations = new ArrayList<>();
        for (ExchangeProfile profile : config.exchange()) {
            Optional<SmtpAddress> first = table.all().stream()
                    .filter(subscriber -> subscriber.profile().equals(profile.name())).map(Subscriber::mailbox)
                    .findFirst();
            organisations.add(parts.add(Exchange.open(profile, config.mwi(), first, clock)));
        }
        return organisations;
    }

    private static List<DeliveryProfile> profiles(List<Exchange> organisations, ServiceMetrics metrics) {
        return organisations.stream().map(exchange -> {
            ExchangeProfile profile = exchange.profile();
            MailboxServer server = exchange.mailboxes((protocol, job, failure) -> metrics.road(protocol, job.name(),
                    failure.map(f -> f.getClass().getSimpleName())));
            return new DeliveryProfile(profile.name(), server, profile.sender(), profile.concurrency());
        }).toList();
    }

    private static void watch(ServiceMetrics metrics, SipEndpoint sip, MediaPorts media, RecordingStore store,
            DeliveryWorker worker) {
        metrics.gauge("voxpost.calls.active", "calls that are up or being set up", "calls", sip::activeCalls);
        metrics.gauge("voxpost.media.sessions", "media sessions with ports", "sessions", media::openSessions);
        metrics.gauge("voxpost.recordings.active", "recordings in progress", "recordings", store::inProgress);
        metrics.gauge("voxpost.recordings.backlog", "audio that waits for the disk", "bytes", store::backlogBytes);
        metrics.spoolDepth("waiting", worker::depth);
    }

    private static void watch(ServiceMetrics metrics, AddressBook people, InstantSource clock) {
        metrics.gauge("voxpost.directory.people", "people in the address book", "people",
                () -> people.status().people());
        metrics.gauge("voxpost.directory.numbers", "different telephone numbers in the address book", "numbers",
                () -> people.status().numbers());
        metrics.gauge("voxpost.directory.age", "since the address book was read", "seconds", () -> people.status()
                .read().map(read -> Duration.between(read, clock.instant()).toSeconds()).orElse(-1L));
    }

    private static double age(Instant since, InstantSource clock) {
        return Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    /** Where it really listens for SIP. */
    public List<SipListener> listeners() {
        return sip.listeners();
    }

    /** Where it really listens for HTTP. */
    public int httpPort() {
        return http.port();
    }

    /**
     * Takes no new calls from now on and waits until those that are up have ended.
     *
     * @param limit how long to wait; what is up then is ended and its recording kept
     */
    public void drain(Duration limit) {
        health.drain();
        sip.drain();
        Drain.await(sip::activeCalls, limit);
    }

    @Override
    public void close() {
        parts.close();
    }
}
