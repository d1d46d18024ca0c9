package org.voxpost.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.service.config.VoxpostConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the service until it is asked to stop (SIGTERM, SIGINT); then drains and ends with 0. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the service.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Option(names = "--config", required = true, paramLabel = "F", description = "the configuration file")
    private Path config = Path.of("voxpost.yaml");

    @Option(names = "--until-eof", hidden = true, description = "end when standard input ends: for a parent process")
    private boolean untilEndOfInput;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

    @Override
    public Integer call() throws InterruptedException, IOException {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Thread.setDefaultUncaughtExceptionHandler(RunCommand::unforeseen);
        VoxpostConfig loaded = ConfigLoader.load(config, System.getenv());
        VoiceService service = VoiceService.start(loaded);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> stop(service, loaded)));
        LOG.info("Voxpost {} takes calls at {}, HTTP at {}:{}", VersionCommand.number(), service.listeners(),
                loaded.http().host(), service.httpPort());
        spec.commandLine().getOut().println("ready " + service.listeners().getFirst().port());
        spec.commandLine().getOut().flush();
        if (untilEndOfInput) {
            System.in.transferTo(OutputStream.nullOutputStream());
            return 0;
        }
        new CountDownLatch(1).await(); // until the process is asked to stop
        return 0;
    }

    /** Into the log in place of standard error, where nobody looks for it; the process goes on. */
    static void unforeseen(Thread thread, Throwable fault) {
        LOG.error("thread {} ended by a fault that nobody foresaw", thread.getName(), fault);
    }

    /** Runs in the shutdown hook: a signal alone would end the process with 143, and an orderly end is 0. */
    private static void stop(VoiceService service, VoxpostConfig config) {
        LOG.info("stopping: no new calls; those that are up may go on for {}", config.sip().drain());
        service.drain(config.sip().drain());
        service.close();
        LOG.info("stopped");
        Runtime.getRuntime().halt(0);
    }
}
