package org.voxpost.lab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.lab.nspi.NspiTraits;
import org.voxpost.lab.nspi.TestPeople;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.nspi.NspiProvider;
import org.voxpost.mailbox.rpc.EndpointMapper;
import org.voxpost.mailbox.rpc.RpcConnection;
import org.voxpost.mailbox.rpc.RpcFault;
import org.voxpost.mailbox.rpc.RpcSignIn;
import org.voxpost.mailbox.rpc.TcpChannel;
import org.voxpost.mailbox.rpc.TcpRoad;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor.Protection;
import org.voxpost.mailbox.wire.rpc.Pdu;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.Syntax;

/** The client of the product against the lab's RPC server, over real sockets. */
@Timeout(60)
class NspiOverTcpTest {
    private static final int PEOPLE = 700;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LabStore store = LabStore.inMemory();
    private Optional<RpcFrontEnds> running = Optional.empty();

    @AfterEach
    void stop() {
        running.ifPresent(RpcFrontEnds::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {Pdu.Verifier.CONNECT, Pdu.Verifier.INTEGRITY, Pdu.Verifier.PRIVACY})
    void walksEverybodyAtEveryLevel(int level) throws IOException {
        start();

        List<DirectoryPerson> walked = new ArrayList<>();
        try (Directory directory = directory("secret", level)) {
            directory.walk(walked::add);

            assertThat(directory.byAddress(new SmtpAddress("p00007@lab.example"))).isPresent();
            assertThat(directory.byName("Person 0003", 20)).hasSize(10);
        }

        assertThat(walked).hasSize(PEOPLE + 1).doesNotHaveDuplicates();
        assertThat(walked.getFirst().phones()).hasSize(3);
    }

    @Test
    void connectsAgainWhenTheServerCutTheConnection() throws IOException {
        RpcFrontEnds server = start();

        List<DirectoryPerson> walked = new ArrayList<>();
        try (Directory directory = directory("secret", Pdu.Verifier.PRIVACY)) {
            directory.walk(person -> {
                walked.add(person);
                if (walked.size() == 250) {
                    server.cutConnections();
                }
            });
        }

        assertThat(walked).hasSize(PEOPLE + 1).doesNotHaveDuplicates();
    }

    @Test
    void saysThatTheAccountIsRejected() throws IOException {
        start();

        try (Directory directory = directory("wrong", Pdu.Verifier.PRIVACY)) {
            assertThatThrownBy(() -> directory.byName("Person", 5)).isInstanceOf(MailboxException.AccountRejected.class)
                    .hasMessageContaining("access denied");
        }
    }

    @Test
    void letsNobodyCallWithoutSigningIn() throws Exception {
        RpcFrontEnds server = start();

        try (TcpChannel channel = TcpChannel.connect("127.0.0.1", server.addressBookPort(), LIMIT, LIMIT);
                RpcConnection anonymous = RpcConnection.bind(channel, Syntax.NSPI, Optional.empty(), 0)) {
            assertThatThrownBy(() -> anonymous.call(0, new byte[60])).isInstanceOfSatisfying(RpcFault.class,
                    fault -> assertThat(fault.status()).isEqualTo(RpcFaults.ACCESS_DENIED));
        }
    }

    @Test
    void saysWhereInterfacesAre() throws Exception {
        RpcFrontEnds server = start();

        assertThat(EndpointMapper.port("127.0.0.1", server.mapperPort(), Syntax.NSPI, LIMIT))
                .contains(server.addressBookPort());
        assertThat(EndpointMapper.port("127.0.0.1", server.mapperPort(), Syntax.EMSMDB, LIMIT))
                .contains(server.mailboxPort());
        assertThat(EndpointMapper.port("127.0.0.1", server.mapperPort(), Syntax.ENDPOINT_MAPPER, LIMIT)).isEmpty();
    }

    @Test
    void refusesInterfacesItDoesNotHave() throws IOException {
        RpcFrontEnds server = start();

        try (TcpChannel channel = TcpChannel.connect("127.0.0.1", server.mapperPort(), LIMIT, LIMIT)) {
            assertThatThrownBy(() -> RpcConnection.bind(channel, Syntax.NSPI, Optional.empty(), 0))
                    .isInstanceOf(RpcFault.class).hasMessageContaining("unknown interface");
        }
    }

    private RpcFrontEnds start() throws IOException {
        store.addMailbox(new SmtpAddress("service@lab.example"), "Service", "secret");
        store.addressBook().addAll(TestPeople.many(PEOPLE));
        RpcFrontEnds server = RpcFrontEnds.start(InetAddress.getLoopbackAddress(), 0, store, new Faults(),
                new NspiServer(store.addressBook(), NspiTraits.STRICT.withRowsAPage(100)),
                new LabDomain(store.accounts(), Protection.NONE));
        running = Optional.of(server);
        return server;
    }

    private Directory directory(String password, int level) {
        var account = new Account.Password("LAB\\service", Secret.of(password), Account.Scheme.NTLM);
        return NspiProvider.overRpc(new TcpRoad("127.0.0.1", 0, running.orElseThrow().mapperPort(),
                new RpcSignIn(account, level), LIMIT), LIMIT);
    }
}
