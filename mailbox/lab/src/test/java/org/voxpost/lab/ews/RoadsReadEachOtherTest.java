package org.voxpost.lab.ews;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.rpc.RpcOverHttp;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.LoopbackMail;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.imap.ImapProvider;
import org.voxpost.mailbox.imap.ImapSettings;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;
import org.voxpost.mailbox.mapi.MapiAccess;
import org.voxpost.mailbox.mapi.MapiLocator;
import org.voxpost.mailbox.mapi.MapiProvider;
import org.voxpost.mailbox.mapi.MapiRpcSettings;
import org.voxpost.mailbox.mapi.MapiSettings;
import org.voxpost.mailbox.pop3.Pop3Provider;
import org.voxpost.mailbox.rpc.HttpRoad;
import org.voxpost.mailbox.rpc.RpcRoad;
import org.voxpost.mailbox.rpc.RpcSignIn;
import org.voxpost.mailbox.rpc.TcpRoad;
import org.voxpost.mailbox.smtp.SmtpProvider;
import org.voxpost.mailbox.smtp.SmtpSettings;
import org.voxpost.mailbox.wire.rpc.Pdu;

/**
 * A message delivered by each road is read by each other one. Roads to properties share the lab's store, roads of Internet
 * mail share GreenMail's; between the two goes the lab's conversion, as an Exchange converts. WebDAV is not among them: the
 * stub it is tried with keeps a store of its own.
 */
@Timeout(60)
final class RoadsReadEachOtherTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final Account.Password SERVICE = account("svc", Account.Scheme.BASIC);
    private static final Account.Password NTLM = account("svc", Account.Scheme.NTLM);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Set<Road> DELIVERING = EnumSet.complementOf(EnumSet.of(Road.POP3));
    private static final Set<Road> READING = EnumSet.complementOf(EnumSet.of(Road.SMTP));
    private static final Set<Road> INTERNET = EnumSet.of(Road.IMAP, Road.POP3, Road.SMTP);

    /** One way to a mailbox. */
    enum Road {
        EWS, MAPI, RPC_TCP, RPC_HTTP, IMAP, POP3, SMTP
    }

    private final GreenMail greenMail = new GreenMail(Stream.of("imap", "pop3", "smtp")
            .map(LoopbackMail::of).toArray(ServerSetup[]::new));
    private GreenMailUser ivyAtGreenMail;
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value()));
        greenMail.start();
        ivyAtGreenMail = greenMail.setUser(IVY.value(), IVY.value(), "secret");
        greenMail.setUser("svc", "svc", "secret");
    }

    @AfterEach
    void stop() {
        greenMail.stop();
        lab.close();
    }

    static Stream<Arguments> pairs() {
        return DELIVERING.stream().flatMap(writer -> READING.stream().map(reader -> Arguments.of(writer, reader)));
    }

    @ParameterizedTest(name = "{0} delivers, {1} reads")
    @MethodSource("pairs")
    void whatOneDeliversTheOtherReads(Road writer, Road reader) throws Exception {
        byte[] spoken = SampleItems.noise(100_000, 4);
        OutgoingItem item = SampleItems.inOtherLetters(SampleItems.voice(IVY, spoken));
        DeliveryId id = DeliveryId.random();
        try (MailboxServer delivering = server(writer)) {
            delivering.open(IVY).deliver(item, id);
        }
        convert(writer, reader);

        try (MailboxServer reading = server(reader)) {
            Mailbox mailbox = reading.open(IVY);
            ItemId stored = stored(mailbox, reading.capabilities(), id, becomesANote(writer, reader));
            VoiceMessage message = mailbox.read(stored);

            assertThat(message.summary().subject()).isEqualTo(item.subject());
            assertThat(message.summary().caller()).isEqualTo(item.caller());
            assertThat(message.summary().duration()).contains(Duration.ofSeconds(14));
            assertThat(message.summary().read()).isFalse();
            assertThat(message.internetMessageId()).isEqualTo(id.internetMessageId());
            assertThat(message.callId()).isEqualTo(item.callId());
            assertThat(message.text()).contains("Grüße, 王 & 🎤");
            try (InputStream in = mailbox.audio(stored, message.audio().getFirst().name()).open()) {
                assertThat(in.readAllBytes()).isEqualTo(spoken);
            }
        }
    }

    /** The class is not kept by all servers: such a message is read and played, but not listed among voice messages. */
    private static boolean becomesANote(Road writer, Road reader) {
        return INTERNET.contains(writer) && !INTERNET.contains(reader);
    }

    private static ItemId stored(Mailbox mailbox, Set<Capability> capabilities, DeliveryId id, boolean note) {
        List<ItemSummary> listed = mailbox.list(ItemQuery.voice());
        if (note) {
            assertThat(listed).isEmpty();
            return mailbox.find(id).orElseThrow();
        }
        ItemId only = listed.getFirst().id();
        if (capabilities.contains(Capability.FIND)) {
            assertThat(mailbox.find(id)).contains(only);
        }
        return only;
    }

    private void convert(Road writer, Road reader) throws Exception {
        LabMailbox ivy = lab.store().mailbox(IVY).orElseThrow();
        if (becomesANote(writer, reader)) {
            for (MimeMessage message : greenMail.getReceivedMessages()) {
                var bytes = new ByteArrayOutputStream();
                message.writeTo(bytes);
                LabItem empty = LabItem.unsaved(FolderRole.INBOX.id(), false, PropertyBag.empty()
                        .with(Tags.MESSAGE_CLASS, "IPM.Note").with(Tags.MESSAGE_FLAGS, 0), List.of(), List.of());
                ivy.create(ItemMime.read(empty, bytes.toByteArray()));
            }
        } else if (!INTERNET.contains(writer) && INTERNET.contains(reader)) {
            for (LabItem stored : new ArrayList<>(ivy.items(FolderRole.INBOX.id(), false))) {
                ivyAtGreenMail.deliver(new MimeMessage(Session.getInstance(new Properties()),
                        new ByteArrayInputStream(Base64.getDecoder().decode(ItemMime.base64(stored)))));
            }
        }
    }

    private MailboxServer server(Road road) {
        return switch (road) {
            case EWS -> EwsProvider.server(EwsSettings.of(lab.ewsUrl(), SERVICE));
            case MAPI -> MapiProvider.server(MapiSettings.of(HttpSettings.of(SERVICE), MapiLocator.fixed(
                    lab.mapiUrl() + "?MailboxId={address}", RoadsReadEachOtherTest::dn, ""), MapiAccess.ADMINISTRATOR));
            case RPC_TCP -> overRpc(new TcpRoad("127.0.0.1", 0, lab.rpc().mapperPort(),
                    new RpcSignIn(NTLM, Pdu.Verifier.PRIVACY), LIMIT));
            case RPC_HTTP -> overRpc(new HttpRoad(URI.create(lab.url(RpcOverHttp.PATH).toString()), "lab",
                    HttpSettings.of(NTLM), Optional.of(new RpcSignIn(NTLM, Pdu.Verifier.PRIVACY)),
                    HttpRoad.Limits.USUAL));
            case IMAP -> ImapProvider.server(ImapSettings.of(mail(greenMail.getImap().getPort())));
            case POP3 -> Pop3Provider.server(mail(greenMail.getPop3().getPort()));
            case SMTP -> SmtpProvider.server(SmtpSettings.of(MailEndpoint.of("127.0.0.1",
                    greenMail.getSmtp().getPort(), MailSecurity.NONE, SERVICE)));
        };
    }

    private static MailEndpoint mail(int port) {
        return MailEndpoint.of("127.0.0.1", port, MailSecurity.NONE, SERVICE).withLogin("{mailbox}");
    }

    private static MailboxServer overRpc(RpcRoad road) {
        return MapiProvider.overRpc(new MapiRpcSettings(owner -> new MapiRpcSettings.Place(road, dn(owner), dn(owner)),
                MapiAccess.ADMINISTRATOR, LIMIT));
    }

    private static Account.Password account(String user, Account.Scheme scheme) {
        return new Account.Password(user, Secret.of("secret"), scheme);
    }

    private static String dn(SmtpAddress owner) {
        return AddressBook.person("", owner).text(Tags.EMAIL_ADDRESS);
    }
}
