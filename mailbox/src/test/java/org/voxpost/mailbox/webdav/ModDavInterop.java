package org.voxpost.mailbox.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.mime.MimeItem;

/**
 * The part of WebDAV that is not Exchange's own, at Apache's mod_dav, which {@code deploy/interop/mod_dav} starts; not a
 * part of the build. Folders are told by properties that are set before. SEARCH and creation by PROPPATCH are Exchange's.
 * Reads the environment: {@code MOD_DAV} (URL of an empty collection, for user voxpost with password secret).
 */
final class ModDavInterop {
    private static final Account ACCOUNT = account("secret");

    private final URI base = URI.create(System.getenv("MOD_DAV"));
    private final SmtpAddress ivy = new SmtpAddress("ivy-" + java.util.UUID.randomUUID() + "@corp.example");
    private final byte[] spoken = SampleItems.noise(200_000, 3);
    private final OutgoingItem item = SampleItems.inOtherLetters(SampleItems.voice(ivy, spoken));
    private DavClient client;
    private MailboxServer server;
    private ItemId stored;

    @BeforeEach
    void deliver() throws IOException {
        client = new DavClient(WebDavSettings.of(base, ACCOUNT));
        server = WebDavProvider.server(WebDavSettings.of(base, ACCOUNT));
        URI root = base.resolve(ivy.value() + "/");
        for (String folder : new String[]{"", "Posteingang/", "Gel%C3%B6schte%20Objekte/"}) {
            status("MKCOL", root.resolve("./" + folder), HttpBody.of("text/plain", new byte[0]));
        }
        status("PROPPATCH", root, Requests.proppatch(Map.of(Dav.MAIL + "inbox", text(root.resolve("Posteingang")),
                Dav.MAIL + "deleteditems", text(root.resolve("Gel%C3%B6schte%20Objekte")), Dav.MAIL + "msgfolderroot",
                text(root))));
        URI message = root.resolve("Posteingang/Voice%20Mail%20&%20more.EML");
        MimeItem mime = MimeItem.of(item, DeliveryId.random());
        status("PUT", message, new HttpBody("message/rfc822", mime.lengthBytes(), mime::writeTo));
        status("PROPPATCH", message, Requests.proppatch(Requests.patched(item)));
        stored = new ItemId(WebDavProvider.PROTOCOL, message.getRawPath());
    }

    private static Account account(String password) {
        return new Account.Password("voxpost", Secret.of(password), Account.Scheme.BASIC);
    }

    private static Requests.Value text(URI url) {
        return new Requests.Value("", url.toString());
    }

    private void status(String method, URI url, HttpBody body) {
        int status = client.send(method, client.request(method, url).withBody(body), (code, answer) -> code);
        assertThat(status).as("%s %s", method, url).isIn(200, 201, 204, 207);
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void aMessageIsReadHeardMarkedMovedAndDeleted() throws IOException {
        Mailbox mailbox = server.open(ivy);

        VoiceMessage message = mailbox.read(stored);
        assertThat(message.summary().messageClass()).isEqualTo(item.kind().messageClass());
        assertThat(message.summary().caller().number()).isEqualTo(item.caller().number());
        assertThat(message.summary().duration()).contains(Duration.ofSeconds(14));
        assertThat(message.text()).contains("Grüße, 王 & 🎤");
        try (InputStream in = mailbox.audio(stored, message.audio().getFirst().name()).open()) {
            assertThat(in.readAllBytes()).isEqualTo(spoken);
        }

        mailbox.mark(stored, Flag.READ, true);
        assertThat(mailbox.read(stored).summary().read()).isTrue();

        ItemId archived = mailbox.move(stored, WellKnownFolder.ARCHIVE);
        assertThat(mailbox.read(archived).summary().read()).isTrue();
        assertThatThrownBy(() -> mailbox.read(stored)).isInstanceOf(MailboxException.NoSuchItem.class);

        mailbox.delete(archived);
        assertThatThrownBy(() -> mailbox.read(archived)).isInstanceOf(MailboxException.NoSuchItem.class);
        ItemId deleted = new ItemId(WebDavProvider.PROTOCOL, archived.value().replace("/Archive/",
                "/Gel%C3%B6schte%20Objekte/"));
        assertThat(mailbox.read(deleted).audio()).hasSize(1);
        mailbox.delete(deleted);
        assertThatThrownBy(() -> mailbox.read(deleted)).isInstanceOf(MailboxException.NoSuchItem.class);
    }

    @Test
    void whatIsNotThereIsNotMarkedAndAWrongPasswordIsTheAccounts() {
        ItemId none = new ItemId(WebDavProvider.PROTOCOL, stored.value().replace("more", "less"));

        assertThatThrownBy(() -> server.open(ivy).mark(none, Flag.READ, true))
                .isInstanceOf(MailboxException.NoSuchItem.class);
        try (MailboxServer wrong = WebDavProvider.server(WebDavSettings.of(base, account("guess")))) {
            assertThatThrownBy(() -> wrong.open(ivy).read(stored))
                    .isInstanceOf(MailboxException.AccountRejected.class);
        }
    }
}
