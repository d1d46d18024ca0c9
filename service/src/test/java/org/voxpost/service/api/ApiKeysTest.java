package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.service.spool.Database;

class ApiKeysTest {
    @TempDir
    Path directory;

    @Test
    void theSecretIsInNoFileAndInNoText() throws Exception {
        String secret;
        try (Database database = Database.open(directory)) {
            ApiKeys.Created created = new ApiKeys(database, InstantSource.system()).create("crm",
                    EnumSet.of(Scope.LOOKUP));
            secret = created.secret();
            assertThat(created.toString()).doesNotContain(secret);
        }

        assertThat(secret).matches("vx_[0-9a-f]{32}");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret.substring(3));
            }
        }
    }

    @Test
    void aKeyIsFoundByItsSecretAloneUntilItIsRevoked() {
        try (Database database = Database.open(directory)) {
            var keys = new ApiKeys(database, InstantSource.system());
            ApiKeys.Created created = keys.create("crm", EnumSet.of(Scope.CALLS, Scope.LOOKUP));
            keys.reload();

            assertThat(keys.find(created.secret())).hasValueSatisfying(key -> {
                assertThat(key.name()).isEqualTo("crm");
                assertThat(key.scopes()).containsExactlyInAnyOrder(Scope.CALLS, Scope.LOOKUP);
            });
            assertThat(keys.find(created.secret().toUpperCase(java.util.Locale.ROOT))).isEmpty();
            assertThat(keys.find("")).isEmpty();

            assertThat(keys.revoke(created.key().id())).isTrue();
            assertThat(keys.revoke(created.key().id())).as("a second time").isFalse();
            keys.reload();
            assertThat(keys.find(created.secret())).isEmpty();
            assertThat(keys.list()).singleElement().returns(true, key -> key.revoked().isPresent());
        }
    }
}
