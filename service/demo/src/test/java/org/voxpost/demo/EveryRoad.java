package org.voxpost.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.mailbox.LoopbackMail;
import org.voxpost.mailbox.webdav.ExchangeStub;
import org.voxpost.service.Voxpost;
import picocli.CommandLine;

/** A server for every protocol, a configuration that names them all, and the program's commands run on it. */
final class EveryRoad implements AutoCloseable {
    private final Path directory;
    private final Lab lab;
    private final GreenMail mail = new GreenMail(
            new ServerSetup[]{LoopbackMail.of(ServerSetup.PROTOCOL_IMAP), LoopbackMail.of(ServerSetup.PROTOCOL_POP3),
                    LoopbackMail.of(ServerSetup.PROTOCOL_SMTP)});
    private final ExchangeStub webdav = new ExchangeStub();
    private String out = "";
    private String err = "";

    private EveryRoad(Path directory, Lab lab) {
        this.directory = directory;
        this.lab = lab;
    }

    static EveryRoad start(Path directory) throws IOException {
        var all = new EveryRoad(directory, Lab.start(LabSettings.inMemory("alice@example.com", "bob@example.com")));
        all.mail.start();
        all.mail.setUser("alice@example.com", "alice@example.com", "secret");
        all.webdav.start();
        Files.writeString(directory.resolve("password"), "secret\n");
        return all;
    }

    Lab lab() {
        return lab;
    }

    /** Writes a configuration of an organisation that is reached by Graph alone. */
    Path onlineConfig() throws IOException {
        return Files.writeString(directory.resolve("voxpost.yaml"), """
                exchange:
                  protocols: { deliver: [graph], read: [graph], directory: [graph] }
                  account: { scheme: oauth2, oauth: { token-url: "%s", client-id: svc, client-secret-file: password } }
                  graph: { url: "%s" }
                state: { directory: state }
                subscribers: [{ mailbox: alice@example.com, numbers: [2001] }]
                """.formatted(lab.url("/lab/oauth2/v2.0/token"), lab.graphUrl()));
    }

    /** Writes the configuration. @param profile keys that stand before the others' of the profile, not indented */
    Path config(String profile) throws IOException {
        return Files.writeString(directory.resolve("voxpost.yaml"), """
                exchange:
                  account: { user: svc, password-file: password }
                %s
                  mapi: { url: "%s?MailboxId={address}" }
                  nspi-url: %s
                  rpc: { host: 127.0.0.1, mapper-port: %d }
                  rpc-http: { url: "%s", server: lab.example, protection: privacy }
                  imap: { host: 127.0.0.1, port: %d, security: none, login: "{mailbox}" }
                  pop3: { host: 127.0.0.1, port: %d, security: none, login: "{mailbox}" }
                  smtp: { host: 127.0.0.1, port: %d, security: none, sign-in: false }
                  webdav: { url: "%s" }
                state: { directory: state }
                subscribers: [{ mailbox: alice@example.com, numbers: [2001] }]
                """.formatted(profile.indent(2), lab.mapiUrl(), lab.url("/mapi/nspi/?MailboxId=svc@example.com"),
                lab.rpc().mapperPort(), lab.url("/rpc/rpcproxy.dll"), mail.getImap().getPort(),
                mail.getPop3().getPort(), mail.getSmtp().getPort(), webdav.url("/exchange/")));
    }

    /** Runs a command of the program; what it printed is in {@link #out} and {@link #err}. @return exit status */
    int run(String... arguments) {
        var printed = new StringWriter();
        var complained = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", directory.resolve("voxpost.yaml").toString()));
        CommandLine program = Voxpost.commandLine().setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(complained));
        int status = program.execute(all.toArray(String[]::new));
        out = printed.toString();
        err = complained.toString();
        return status;
    }

    String out() {
        return out;
    }

    String err() {
        return err;
    }

    @Override
    public void close() {
        lab.close();
        mail.stop();
        webdav.close();
    }
}
