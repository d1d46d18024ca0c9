package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ApiDocumentTest {
    private static final Path CONTRACT = Path.of("src/main/resources/openapi.yaml");
    private static final Path DOCUMENT = Path.of("../docs/api.md");

    @Test
    void theDocumentIsWhatTheContractSays() throws IOException {
        String made = ApiDocument.markdown(Files.readString(CONTRACT));
        if (Boolean.getBoolean("write.docs")) {
            Files.writeString(DOCUMENT, made);
        }

        assertThat(DOCUMENT).as("run this test with -Dwrite.docs=true").exists().content().isEqualTo(made);
    }
}
