package org.voxpost.service;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.voxpost.service.cli.ConfigOption;
import org.voxpost.service.config.PeerConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.trace.CallExplanation;
import org.voxpost.service.trace.TraceReader;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipTrace;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.jain.JainSipEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at a trunk from our side. */
@Command(name = "pbx", mixinStandardHelpOptions = true, description = "Looks at the trunk to a PBX.", subcommands = PbxCommand.Check.class)
final class PbxCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return spec.exitCodeOnInvalidInput();
    }

    /** Asks by OPTIONS and explains the peer's latest call. */
    @Command(name = "check", mixinStandardHelpOptions = true, description = "Asks PEER by OPTIONS from a port of its own and says what it allows, explains its latest call in the trace: which header decided, reason, keys, codecs, SRTP; and whether it took a lamp's NOTIFY. Place a test call first.")
    static final class Check implements Callable<Integer> {
        private static final int FAILED = 1;

        @Spec
        private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Parameters(paramLabel = "PEER", description = "name of the peer in the configuration")
        private String name = "";

        @Option(names = "--wait", paramLabel = "SECONDS", description = "how long OPTIONS may take (default: ${DEFAULT-VALUE})")
        private int wait = 5;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            Optional<VoxpostConfig> loaded = config.load(err);
            if (loaded.isEmpty()) {
                return ConfigOption.WRONG_CONFIGURATION;
            }
            Optional<PeerConfig> peer = loaded.get().sip().peers().stream().filter(one -> one.name().equals(name))
                    .findFirst();
            if (peer.isEmpty()) {
                err.println("voxpost: there is no peer '" + name + "'");
                return FAILED;
            }
            boolean answers = options(loaded.get(), peer.get(), out);
            boolean called = explain(loaded.get(), peer.get(), out);
            lamps(loaded.get(), peer.get(), out);
            return answers && called ? 0 : FAILED;
        }

        private boolean options(VoxpostConfig all, PeerConfig peer, PrintWriter out) {
            Optional<SipUri> target = peer.ping().map(PeerConfig.Ping::target)
                    .or(() -> peer.transfer().map(PeerConfig.Transfer::target))
                    .or(() -> peer.lamps().flatMap(PeerConfig.Lamps::target))
                    .or(() -> peer.register().map(PeerConfig.Register::registrar));
            if (target.isEmpty()) {
                out.println("OPTIONS: not sent; give the peer a 'ping' with its address");
                return true;
            }
            List<SipListener> anyPort = all.sip().listeners().stream()
                    .map(one -> new SipListener(one.transport(), one.host(), 0)).toList();
            SipSettings settings = all.sip().toSettings("Voxpost/" + VersionCommand.number());
            List<String> heard = new CopyOnWriteArrayList<>();
            SipTrace listening = (direction, from, of, sipCallId, message) -> {
                if (direction == SipTrace.Direction.RECEIVED && message.startsWith("SIP/2.0 ")) {
                    heard.add(message);
                }
            };
            var own = new SipSettings(anyPort, settings.advertisedHost(), settings.userAgent(), List.of(), 1,
                    settings.ackPatience(), settings.tls(), settings.timers(), listening);
            try (SipEndpoint sip = JainSipEndpoint.start(own, call -> call.reject(SipStatus.BUSY_HERE))) {
                long begun = System.nanoTime();
                SipStatus status = sip.options(target.get(), Duration.ofSeconds(wait));
                out.printf("OPTIONS to %s: %d %s after %d ms%n", target.get().encode(), status.code(),
                        status.reason(), (System.nanoTime() - begun) / 1_000_000);
                if (!heard.isEmpty()) {
                    CallExplanation.ofOptions(heard.getLast()).forEach(line -> out.println("  " + line));
                }
                return status.code() != SipStatus.REQUEST_TIMEOUT.code()
                        && status.code() != SipStatus.SERVICE_UNAVAILABLE.code();
            }
        }

        private static void lamps(VoxpostConfig all, PeerConfig peer, PrintWriter out) {
            if (peer.lamps().isEmpty()) {
                out.println("lamps: none are configured");
            } else if (peer.lamps()
                    .filter(way -> way.ari().isPresent() || way.ami().isPresent() || way.esl().isPresent())
                    .isPresent()) {
                out.println("lamps: not by NOTIFY; the log tells if the switch does not take them");
            } else {
                var reader = new TraceReader(StateLayout.trace(all.state().directory()));
                out.println(CallExplanation.ofLamp(reader.lampTo(peer.name(), peer.sources())));
            }
        }

        private static boolean explain(VoxpostConfig all, PeerConfig peer, PrintWriter out) {
            var reader = new TraceReader(StateLayout.trace(all.state().directory()));
            List<String> calls = reader.callsOf(peer.name(), peer.sources());
            if (calls.isEmpty()) {
                out.println("no call of this peer is in the trace: place one, then ask again");
                return false;
            }
            out.println("its latest call, SIP Call-ID " + calls.getLast() + ":");
            CallExplanation.of(reader.steps(calls.getLast())).forEach(line -> out.println("  " + line));
            return true;
        }
    }
}
