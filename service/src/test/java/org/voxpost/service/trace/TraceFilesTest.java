package org.voxpost.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFilesTest {
    @TempDir
    Path directory;

    @Test
    void aFileIsGoneOnWithUntilItIsFull() throws IOException {
        var files = new TraceFiles(directory, 10, 2);
        Path first = files.current();
        Files.writeString(first, "123456789");

        assertThat(files.current()).isEqualTo(first);
        Files.writeString(first, "1234567890");

        Path second = files.current();
        assertThat(second).isNotEqualTo(first);
        assertThat(TraceFiles.inOrder(directory)).containsExactly(first, second);
    }

    @Test
    void theOldestGoesWhenOneTooManyIsBegun() throws IOException {
        var files = new TraceFiles(directory, 1, 2);
        Path first = files.current();
        Files.writeString(first, "full");
        Path second = files.current();
        Files.writeString(second, "full");

        Path third = files.current();

        assertThat(TraceFiles.inOrder(directory)).containsExactly(second, third);
    }

    @Test
    void aFileThatSomebodyRemovedIsReplaced() throws IOException {
        var files = new TraceFiles(directory, 10, 2);
        Files.delete(files.current());

        assertThat(files.current()).exists();
    }
}
