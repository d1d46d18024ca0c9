package org.voxpost.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
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
}
