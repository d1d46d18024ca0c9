package org.voxpost.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;

/** The example of docs/protocols.md: it does what it says, and the page shows this very code. */
@Timeout(60)
class LibraryExampleTest {
    void save(EwsSettings exchange, SmtpAddress owner, Path directory) throws IOException {
        try (MailboxServer server = EwsProvider.server(exchange)) {
            Mailbox mailbox = server.open(owner);
            for (ItemSummary item : mailbox.list(ItemQuery.voice().unread())) {
                for (VoiceMessage.Attachment audio : mailbox.read(item.id()).audio()) {
                    Path file = directory.resolve(item.received().toEpochMilli() + "-" + audio.name().value());
                    try (InputStream in = mailbox.audio(item.id(), audio.name()).open()) {
                        Files.copy(in, file);
                    }
                }
                mailbox.mark(item.id(), Flag.READ, true);
            }
        }
    }

    @Test
    void savesWhatWasNotHeard(@TempDir Path directory) throws IOException {
        SmtpAddress ivy = new SmtpAddress("ivy@corp.example");
        try (Lab lab = Lab.start(LabSettings.inMemory(ivy.value()))) {
            EwsSettings exchange = EwsSettings.of(lab.ewsUrl(),
                    new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC));
            try (MailboxServer server = EwsProvider.server(exchange)) {
                server.open(ivy).deliver(SampleItems.voice(ivy, new byte[]{1, 2, 3}), DeliveryId.random());

                save(exchange, ivy, directory);

                assertThat(server.open(ivy).list(ItemQuery.voice().unread())).isEmpty();
            }
        }
        try (var saved = Files.list(directory)) {
            assertThat(saved).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(new byte[]{1, 2, 3}));
        }
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        String page = Files.readString(Path.of("../../docs/protocols.md"));
        String shown = page.substring(page.indexOf("```java\n") + 8, page.lastIndexOf("```"));
        String code = Files.readString(Path.of("src/test/java/org/voxpost/lab/LibraryExampleTest.java"));

        assertThat(code.replaceAll("(?m)^ +", "")).contains(shown.replaceAll("(?m)^ +", ""));
    }
}
