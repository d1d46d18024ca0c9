package org.voxpost.service;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.service.config.PeerConfig;
import org.voxpost.service.trace.Ladder;
import org.voxpost.service.trace.PacketWish;
import org.voxpost.service.trace.TracePcap;
import org.voxpost.service.trace.TraceReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what happened to one call. */
@Command(name = "trace", mixinStandardHelpOptions = true, description = "Prints calls' ladders: SIP, which rule chose the mailbox, media, delivery. Keys are masked.")
final class TraceCommand implements Callable<Integer> {
    private static final int NOT_FOUND = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    /** Which calls. */
    private static final class Which {
        @Option(names = "--call", paramLabel = "ID", description = "our id of the call, as in the log, or its beginning, or the SIP Call-ID")
        private String call = "";

        @Option(names = "--peer", paramLabel = "NAME", description = "calls of that peer, the latest ones. An address or network will do instead of the name")
        private String peer = "";
    }

    @Option(names = "--last", paramLabel = "N", description = "how many calls of the peer (default: ${DEFAULT-VALUE})")
    private int last = 10;

    @Option(names = "--pcap", paramLabel = "FILE", description = "write the SIP messages, and RTP if it was traced, there as a capture file instead of printing them")
    private @Nullable Path pcap;

    @Option(names = "--rtp", paramLabel = "MINUTES", description = "have the RTP of the peer's calls traced too, of those that begin within so many minutes: headers, neither audio nor keys")
    private int rtpMinutes;

    @Option(names = "--whole", description = "SIP messages with all their lines")
    private boolean whole;

    @ArgGroup(multiplicity = "1")
    private @Nullable Where where;

    /** Where the state is: told, or read from the configuration. */
    private static final class Where {
        @Option(names = "--config", paramLabel = "F", description = "the configuration file, for its state directory")
        private @Nullable Path config;

        @Option(names = "--state", paramLabel = "DIR", description = "the state directory")
        private @Nullable Path state;

        private Path directory() {
            Path given = state;
            Path file = config;
            if (given != null || file == null) {
                return given == null ? Path.of(".") : given;
            }
            return ConfigLoader.load(file, System.getenv()).state().directory();
        }
    }

    @Override
    public Integer call() throws IOException {
        Path directory = where == null ? Path.of(".") : where.directory();
        if (rtpMinutes > 0) {
            return wish(StateLayout.trace(directory));
        }
        var reader = new TraceReader(StateLayout.trace(directory));
        List<String> found = which.peer.isEmpty() ? List.copyOf(reader.idsOf(which.call)) : latest(reader);
        Path file = pcap;
        if (file != null) {
            capture(reader, found, file);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            found.forEach(id -> out.println(Ladder.draw(reader.steps(id), ZoneId.systemDefault(), whole)));
        }
        if (found.isEmpty()) {
            spec.commandLine().getErr()
                    .println("voxpost: no call " + which.call + which.peer + " in " + StateLayout.trace(directory)
                            + "; it never came or its trace was overwritten");
            return NOT_FOUND;
        }
        return 0;
    }

    private List<String> latest(TraceReader reader) {
        Path file = where == null ? null : where.config;
        Optional<PeerConfig> known = file == null
                ? Optional.empty()
                : ConfigLoader.load(file, System.getenv()).sip().peers().stream()
                        .filter(peer -> peer.name().equals(which.peer)).findFirst();
        boolean place = known.isEmpty() && which.peer.matches("[0-9.]+(/\\d+)?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(/\\d+)?");
        List<String> calls = reader.callsOf(place ? "" : which.peer,
                known.map(PeerConfig::sources).orElse(List.of(which.peer)));
        return calls.subList(Math.max(0, calls.size() - last), calls.size());
    }

    private void capture(TraceReader reader, List<String> found, Path file) throws IOException {
        Path config = where == null ? null : where.config;
        String ours = config == null
                ? "127.0.0.1"
                : ConfigLoader.load(config, System.getenv()).sip().listeners().getFirst().host();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new TracePcap(ours).write(found.stream().flatMap(id -> reader.steps(id).stream()).toList(), out);
        }
        spec.commandLine().getOut().println(found.size() + " calls written to " + file);
    }

    private Integer wish(Path trace) {
        if (which.peer.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--rtp needs --peer: what has begun goes on as it is");
        }
        PacketWish.of(trace).make(which.peer, Instant.now().plus(Duration.ofMinutes(rtpMinutes)));
        spec.commandLine().getOut().println("RTP of " + which.peer + "'s calls that begin within " + rtpMinutes
                + " min is traced; then ask for --peer " + which.peer + " --pcap FILE");
        return 0;
    }
}
