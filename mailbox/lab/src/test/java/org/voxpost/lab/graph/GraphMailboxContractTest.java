package org.voxpost.lab.graph;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.mailbox.MailboxContract;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.ClientCredentials;
import org.voxpost.mailbox.graph.GraphProvider;

/** Our Graph client against the lab, signed in by client credentials. */
class GraphMailboxContractTest implements MailboxContract {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final SmtpAddress BO = new SmtpAddress("bo@corp.example");

    private Lab lab;
    private ClientCredentials tokens;
    private MailboxServer server;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value(), BO.value()));
        tokens = GraphCaller.tokens(lab);
        server = GraphProvider.server(GraphCaller.settings(lab, tokens).polledEvery(Duration.ofMillis(50)));
    }

    @AfterEach
    void stop() {
        server.close();
        tokens.close();
        lab.close();
    }

    @Override
    public MailboxServer server() {
        return server;
    }

    @Override
    public SmtpAddress owner() {
        return IVY;
    }

    @Override
    public Optional<SmtpAddress> otherOwner() {
        return Optional.of(BO);
    }
}
