package org.voxpost.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeChecksTest {
    @TempDir
    Path directory;

    private List<String> problems(String profile) {
        var wrong = catchThrowableOfType(ConfigException.class, () -> SampleConfig.exchange(directory, profile));
        return wrong == null ? List.of() : wrong.problems().stream().map(Object::toString).toList();
    }

    @Test
    void everyProtocolNeedsLittleMoreThanAHost() {
        assertThat(problems(SampleConfig.EVERY_PROTOCOL)).isEmpty();
        assertThat(problems("protocols: { deliver: [mapi], read: [mapi] }")).as("all is discovered").isEmpty();
    }

    @Test
    void aJobThatAProtocolCannotDoIsToldWithThoseThatCan() {
        assertThat(problems("""
                ews-url: https://mail.example.com/EWS/Exchange.asmx
                protocols:
                  deliver: [pop3]
                  read: [ews, smtp]
                  directory: [imap]
                  watch: [pop3]
                """)).containsExactly(
                "voxpost.yaml:5: exchange[0].protocols.deliver: 'pop3' cannot deliver; use one of ews, graph, mapi, rpc,"
                        + " rpc-http, imap, smtp, webdav",
                "voxpost.yaml:6: exchange[0].protocols.read: 'smtp' cannot read messages; use one of ews, graph, mapi, rpc,"
                        + " rpc-http, imap, pop3, webdav",
                "voxpost.yaml:7: exchange[0].protocols.directory: 'imap' cannot look people up; use one of ews, graph, mapi,"
                        + " rpc, rpc-http",
                "voxpost.yaml:8: exchange[0].protocols.watch: 'pop3' cannot tell of changes; use one of ews, graph, mapi, rpc,"
                        + " rpc-http, imap, webdav");
    }

    @Test
    void noPasswordOrTokenGoesAnywhereWithoutTlsButToThisMachine() {
        assertThat(problems("""
                ews-url: http://mail.example.com/EWS/Exchange.asmx
                nspi-url: http://127.0.0.1:8025/mapi/nspi/
                mapi: { url: "http://mail.example.com:81/mapi/emsmdb/?MailboxId={address}" }
                graph: { url: "http://graph.example.com/v1.0" }
                webdav: { logon-form: "http://mail.example.com/owa/auth" }
                """)).extracting(problem -> problem.replaceAll(": 'http' would.*", ""))
                .containsExactlyInAnyOrder("voxpost.yaml:3: exchange[0].ews-url",
                        "voxpost.yaml:5: exchange[0].mapi.url",
                        "voxpost.yaml:6: exchange[0].graph.url", "voxpost.yaml:7: exchange[0].webdav.logon-form");
    }

    @Test
    void whatCannotBeGuessedIsAskedForAllAtOnce() {
        assertThat(problems("protocols: { deliver: [imap, smtp, webdav, rpc-http], read: [pop3, pop3] }"))
                .anySatisfy(p -> assertThat(p).contains("exchange[0].imap.host: is missing"))
                .anySatisfy(p -> assertThat(p).contains("exchange[0].smtp.host: is missing"))
                .anySatisfy(p -> assertThat(p).contains("exchange[0].pop3.host: is missing"))
                .anySatisfy(p -> assertThat(p).contains("exchange[0].webdav.url: is missing"))
                .anySatisfy(p -> assertThat(p).contains("exchange[0].rpc-http.url: is missing"))
                .anySatisfy(p -> assertThat(p).contains("exchange[0].protocols.read: names a protocol twice"))
                .hasSize(6);
    }

    @Test
    void aPasswordIsNotSentReadableOverANetwork() {
        assertThat(problems("""
                protocols: { deliver: [imap, smtp], read: [imap] }
                imap: { host: mail.example.com, security: none }
                smtp: { host: 192.0.2.9, security: none }
                """)).hasSize(2).allSatisfy(p -> assertThat(p).contains("readable", "use tls or starttls"));
        assertThat(problems("""
                protocols: { deliver: [imap, smtp], read: [imap] }
                imap: { host: 127.0.0.1, security: none }
                smtp: { host: 192.0.2.9, security: none, sign-in: false }
                """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{ password-file: password }|needs 'user'",
            "{ user: svc }|needs exactly one of 'password-file' and 'password: ${NAME}'",
            "{ user: svc@EXAMPLE.COM, scheme: kerberos }|'scheme: kerberos' needs 'keytab'",
            "{ scheme: oauth2 }|'scheme: oauth2' needs 'oauth: { … }'",
            "{ scheme: oauth2, oauth: { client-id: app, client-secret-file: password } }|one of 'tenant' and 'token-url'",
            "{ scheme: oauth2, oauth: { tenant: a, client-id: app } }|one of 'client-secret-file'",
            "{ scheme: oauth2, oauth: { tenant: a, client-id: app, certificate: password } }|belong together",
            "{ scheme: oauth2, oauth: { tenant: a, client-id: app, client-secret-file: nowhere } }|there is no file",
            "{ scheme: oauth2, oauth: { tenant: a/b, client-id: app, client-secret-file: password } }|is no tenant",
            "{ user: svc, keytab: nowhere, scheme: kerberos }|keytab: the file"})
    void anAccountNeedsWhatItsSchemeNeeds(String account, String complaint) {
        var wrong = catchThrowableOfType(ConfigException.class,
                () -> SampleConfig.load(directory, "exchange:\n  account: " + account + "\n"));

        assertThat(wrong.problems()).singleElement().asString().startsWith("voxpost.yaml:2: exchange[0].account")
                .contains(complaint);
    }

    @Test
    void lampsNeedAProtocolThatCounts() {
        var wrong = catchThrowableOfType(ConfigException.class, () -> SampleConfig.load(directory, """
                sip: { peers: [{ name: pbx, sources: [127.0.0.1], lamps: { subscribe: true } }] }
                exchange:
                  account: { user: svc, password-file: password }
                  ews-url: https://mail.example.com/EWS/Exchange.asmx
                  protocols: { deliver: [smtp], read: [pop3] }
                """));

        assertThat(wrong.problems()).singleElement().asString().isEqualTo("voxpost.yaml:5: exchange[0].protocols.read:"
                + " message waiting lamps need a protocol that counts; pop3 cannot");
    }

    @Test
    void whereKerberosAndTokensDoNotReachIsSaid() throws IOException {
        var wrong = catchThrowableOfType(ConfigException.class, () -> SampleConfig.load(directory, """
                exchange:
                  account: { user: svc@EXAMPLE.COM, scheme: kerberos, keytab: password }
                  ews-url: https://mail.example.com/EWS/Exchange.asmx
                  protocols: { deliver: [ews, imap, rpc, rpc-http, graph], read: [ews] }
                  webdav: { logon-form: "https://mail.example.com/owa/auth/owaauth.dll" }
                  rpc: { protection: none }
                """));

        assertThat(wrong.problems()).extracting(Object::toString)
                .anySatisfy(p -> assertThat(p).contains("imap", "not signed in at by kerberos"))
                .anySatisfy(p -> assertThat(p).contains("exchange[0].rpc:", "NTLM with a user name"))
                .anySatisfy(p -> assertThat(p).contains("rpc.protection", "over TCP nothing else signs in"))
                .anySatisfy(p -> assertThat(p).contains("rpc-http", "by kerberos"))
                .anySatisfy(p -> assertThat(p).contains("graph", "'scheme: oauth2'")).hasSize(5);
    }
}
