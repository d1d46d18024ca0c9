package org.voxpost.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadPriorityTest {
    private static final int NICE_AT = 16; // of what follows the name in proc_pid_stat(5)

    private static int niceAfter(Runnable change) throws Exception {
        var nice = new CompletableFuture<Integer>();
        Thread.ofPlatform().start(() -> {
            try {
                change.run();
                nice.complete(own());
            } catch (Exception e) {
                nice.completeExceptionally(e);
            }
        });
        return nice.get(10, TimeUnit.SECONDS);
    }

    private static int own() throws Exception {
        return nice(Path.of("/proc/thread-self"));
    }

    private static int nice(Path thread) throws Exception {
        String stat = Files.readString(thread.resolve("stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE_AT]);
    }

    @Test
    void whatEncodesGivesWay() throws Exception {
        assertThat(niceAfter(ThreadPriority::low)).isEqualTo(Math.max(10, own()));
    }

    @Test
    void whatPlaysGoesFirstWhereThatIsAllowedAndElseStaysAsItWas() throws Exception {
        assertThat(niceAfter(ThreadPriority::high)).isIn(-10, own());
    }

    @Test
    void theOtherThreadsStayAsTheyWere() throws Exception {
        int before = own();

        niceAfter(ThreadPriority::low);

        assertThat(own()).isEqualTo(before);
    }

    @Test
    void theCompilersGiveWayAndNobodyElse() throws Exception {
        int before = own();

        ThreadPriority.compilersLow();

        var compilers = new ArrayList<Integer>();
        try (var threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).startsWith("C1 Compiler")) {
                    compilers.add(nice(thread));
                }
            }
        }
        assertThat(compilers).isNotEmpty().containsOnly(Math.min(19, before + 5));
        assertThat(own()).isEqualTo(before);
    }
}
