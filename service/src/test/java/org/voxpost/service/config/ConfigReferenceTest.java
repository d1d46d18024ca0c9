package org.voxpost.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    private static final String BEGIN = "<!-- reference: begin -->\n";
    private static final String END = "<!-- reference: end -->";
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @Test
    void theDocumentNamesEveryKeyAsTheRecordsDo() throws IOException {
        String document = Files.readString(DOCUMENT);

        String reference = document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END));

        assertThat(reference).as("run `voxpost config reference` and paste its output between the markers")
                .isEqualTo(ConfigReference.markdown());
    }

    @Test
    void theExampleInTheDocumentIsRightAndTwentyLinesLong() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf("```yaml\n") + "```yaml\n".length();
        String example = document.substring(begin, document.indexOf("```", begin));
        Path directory = Files.createTempDirectory("voxpost");
        Files.writeString(directory.resolve("exchange-password"), "secret\n");

        VoxpostConfig config = ConfigLoader.parse("example.yaml", example, directory, java.util.Map.of());

        assertThat(config.subscribers()).hasSize(2);
        assertThat(example.lines()).hasSizeLessThanOrEqualTo(20);
    }
}
