package org.voxpost.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.voxpost.lab.LabSettings.MailboxSettings;
import org.voxpost.lab.fault.Fault;
import javax.security.auth.login.LoginException;

import org.voxpost.lab.kerberos.SpnegoScheme;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.auth.Secret;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The lab as a process of its own. Prints {@code ready URL} when it listens, and ends when its standard input ends (with
 * {@code --until-eof}) or it is told to.
 */
@Command(name = "voxpost-lab", mixinStandardHelpOptions = true, description = "A small Exchange-like server for trial and tests.")
public final class LabMain implements Callable<Integer> {
    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(names = "--listen", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    private InetAddress listen = InetAddress.getLoopbackAddress();

    @Option(names = "--port", defaultValue = "0", description = "HTTP port; 0 for any free one.")
    private int port;

    @Option(names = "--tls", description = "HTTPS with a certificate made at start.")
    private boolean tls;

    @Option(names = "--mapper-port", defaultValue = "0", description = "TCP port of RPC's endpoint mapper; 0 for any free one, 135 for clients that cannot be told otherwise.")
    private int mapperPort;

    @Option(names = "--rpc", description = "Print another line first: rpc mapper=PORT mailbox=PORT addressbook=PORT.")
    private boolean showRpc;

    @Option(names = "--profile", description = "Print first, as lines of YAML, an Exchange profile of Voxpost that names every protocol served here that takes a password; Graph, which takes tokens, as a comment.")
    private boolean showProfile;

    @Option(names = "--store", paramLabel = "DIR", description = "Export every item as JSON and files.")
    @Nullable
    private Path store;

    @Option(names = "--service-account", paramLabel = "USER:PASSWORD", defaultValue = "svc:secret", description = "Account that may act for every mailbox (${DEFAULT-VALUE}).")
    private String serviceAccount = "svc:secret";

    @Option(names = "--mailbox", paramLabel = "ADDRESS[:PASSWORD]", description = "A mailbox; repeat for more.")
    private List<String> mailboxes = List.of();

    @Option(names = "--telephone", paramLabel = "ADDRESS=NUMBER", description = "A mailbox' business telephone, for the address book; repeat for more.")
    private Map<String, String> telephones = Map.of();

    @Option(names = "--kerberos", paramLabel = "PRINCIPAL=KEYTAB", description = "Accept Negotiate for this service, for example HTTP/localhost@LAB.EXAMPLE.")
    private Map<String, Path> kerberos = Map.of();

    @Option(names = "--fault", paramLabel = "NAME[=VALUE][@OPERATION][*COUNT]", description = "Misbehave from the start; repeat for more.")
    private List<String> faults = List.of();

    @Option(names = "--until-eof", description = "End when standard input ends.")
    private boolean untilEndOfInput;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LabMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, LoginException {
        try (Lab lab = Lab.start(settings())) {
            for (var service : kerberos.entrySet()) {
                lab.http().offer(new SpnegoScheme(service.getValue(), service.getKey(), lab.store().accounts()));
            }
            telephones.forEach((address, number) -> telephone(lab.store().addressBook(), address, number));
            if (showProfile) {
                say(profile(lab));
            }
            if (showRpc) {
                say("rpc mapper=" + lab.rpc().mapperPort() + " mailbox=" + lab.rpc().mailboxPort() + " addressbook="
                        + lab.rpc().addressBookPort());
            }
            say("ready " + lab.ewsUrl());
            if (untilEndOfInput) {
                while (System.in.read() >= 0) {
                    // only its end matters
                }
            } else {
                new CountDownLatch(1).await();
            }
        }
        return 0;
    }

    /** The password is asked of the environment: it must not stand in a configuration. */
    private String profile(Lab lab) {
        String trust = tls && store != null ? "\n  trust-pem: " + store.resolve("lab.pem").toAbsolutePath() : "";
        return """
                exchange:
                  account: { user: %s, password: "${LAB_PASSWORD}" }
                  protocols: { deliver: [ews, mapi, rpc, rpc-http], read: [ews, mapi, rpc, rpc-http], directory: [mapi, rpc, rpc-http, ews] }
                  ews-url: %s
                  nspi-url: %s?MailboxId=lab@lab.invalid
                  umws-url: %s
                  mapi: { url: "%s?MailboxId={address}" }
                  rpc: { host: 127.0.0.1, mapper-port: %d }
                  rpc-http: { url: "%s", server: lab.invalid, protection: privacy }%s
                # Graph instead:
                # exchange:
                #   account: { scheme: oauth2, oauth: { token-url: "%s", client-id: %s, client-secret: "${LAB_PASSWORD}" } }
                #   protocols: { deliver: [graph], read: [graph], directory: [graph] }
                #   graph: { url: "%s" }"""
                .formatted(user(), lab.ewsUrl(),
                        lab.url("/mapi/nspi/"), lab.url("/EWS/UM2007Legacy.asmx"), lab.mapiUrl(),
                        lab.rpc().mapperPort(), lab.url("/rpc/rpcproxy.dll"), trust,
                        lab.url("/lab/oauth2/v2.0/token"), user(), lab.graphUrl());
    }

    private String user() {
        return serviceAccount.substring(0, serviceAccount.indexOf(':'));
    }

    private static void telephone(AddressBook people, String address, String number) {
        PropertyBag person = people.byAddress(address).orElseThrow(
                () -> new IllegalArgumentException("--telephone: there is no mailbox " + address));
        people.add(person.with(Tags.BUSINESS_TELEPHONE, number));
    }

    private void say(String line) {
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(line);
            out.flush();
        }
    }

    private LabSettings settings() {
        try {
            int colon = serviceAccount.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("--service-account is not USER:PASSWORD");
            }
            return new LabSettings(listen, port, tls, mapperPort, Optional.ofNullable(store),
                    serviceAccount.substring(0, colon),
                    Secret.of(serviceAccount.substring(colon + 1)),
                    mailboxes.stream().map(MailboxSettings::parse).toList(),
                    faults.stream().map(Fault::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
