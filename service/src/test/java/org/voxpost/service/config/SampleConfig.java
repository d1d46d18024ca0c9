package org.voxpost.service.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configurations for tests; {@code password} is a secret file in their directory. */
public final class SampleConfig {
    /** Keys of a profile that uses all protocols, at one host. */
    public static final String EVERY_PROTOCOL = """
            ews-url: https://mail.example.com/EWS/Exchange.asmx
            nspi-url: https://mail.example.com/mapi/nspi/
            protocols:
              deliver: [ews, mapi, rpc, rpc-http, imap, webdav, smtp]
              read: [ews, mapi, rpc, rpc-http, imap, webdav, pop3]
              directory: [mapi, rpc, rpc-http, ews]
              watch: [ews, mapi, rpc, rpc-http, imap, webdav]
            mapi: { url: "https://mail.example.com/mapi/emsmdb/?MailboxId={address}" }
            rpc: { host: mail.example.com }
            rpc-http: { server: mail.example.com }
            """;

    /** A whole configuration of a tenant that is reached by Graph. */
    public static final String GRAPH = """
            exchange:
              account:
                scheme: oauth2
                oauth: { tenant: example.com, client-id: app, client-secret-file: password }
              protocols: { deliver: [graph], read: [graph], directory: [graph] }
            """;

    private SampleConfig() {
    }

    /** One profile with a password account. @param more further keys of the profile, not indented */
    public static VoxpostConfig exchange(Path directory, String more) throws IOException {
        return load(directory, "exchange:\n  account: { user: svc, password-file: password }\n" + more.indent(2));
    }

    /** @throws ConfigException with the mistakes */
    public static VoxpostConfig load(Path directory, String text) throws IOException {
        Files.writeString(directory.resolve("password"), "hidden-secret\n");
        return ConfigLoader.load(Files.writeString(directory.resolve("voxpost.yaml"), text), Map.of());
    }
}
