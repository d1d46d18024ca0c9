package org.voxpost.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A main class of ours in a Java process of its own, with this process's class path. It says {@code ready …} on its
 * standard output and ends when its standard input does, so that it never outlives us.
 */
final class ChildProcess implements AutoCloseable {
    private static final String READY = "ready ";
    private static final String NATIVES = "org.bytedeco.javacpp.cachedir";
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);
    private static final int LINES_TOLD = 15;

    private final String name;
    private final Process process;
    private final Path log;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * @param options of the Java machine
     * @param log gets its standard error
     */
    static ChildProcess start(String name, List<String> options, String mainClass, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("--enable-native-access=ALL-UNNAMED");
        String natives = System.getProperty(NATIVES, "");
        if (!natives.isEmpty()) {
            command.add("-D" + NATIVES + "=" + natives);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        var child = new ChildProcess(name, process, log);
        Thread.ofVirtual().name(name + "-output").start(child::read);
        return child;
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().filter(line -> line.startsWith(READY)).map(line -> line.substring(READY.length()))
                    .forEach(ready::complete);
        } catch (IOException | java.io.UncheckedIOException broken) {
            ready.completeExceptionally(broken);
        }
        ready.completeExceptionally(new IOException("it ended; the end of its log, " + log + ":\n" + endOfLog()));
    }

    private String endOfLog() {
        try (var lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LINES_TOLD), all.size()));
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return unreadable.toString();
        }
    }

    /**
     * Waits until it is ready.
     *
     * @return what it said behind {@code ready}
     * @throws IOException if it ended before or did not become ready in time
     */
    String awaitReady(Duration patience) throws IOException, InterruptedException {
        try {
            return ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException ended) {
            throw new IOException("the " + name + " did not start: " + ended.getCause(), ended);
        } catch (TimeoutException late) {
            throw new IOException("the " + name + " was not ready within " + patience.toSeconds() + " s; its log is "
                    + log, late);
        }
    }

    /** As {@code kill -9}: nothing is tidied up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop as an operator would (SIGTERM) and waits. @return its exit status */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
