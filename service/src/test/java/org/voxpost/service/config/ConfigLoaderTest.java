package org.voxpost.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.Transcoder;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipAccount;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipTls;
import org.voxpost.sip.SipTrunk;

class ConfigLoaderTest {
    private static final String MINIMAL = """
            sip:
              listeners:
                - transport: udp
                  host: 192.0.2.10
              peers:
                - name: pbx
                  sources: [192.0.2.20]
            exchange:
              ews-url: https://mail.example.com/EWS/Exchange.asmx
              account:
                user: EXAMPLE\\voxpost
                password-file: password
            subscribers:
              - mailbox: alice@example.com
                numbers: [2001]
              - mailbox: bob@example.com
                numbers: [2002, +442079460002]
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void writePassword() throws IOException {
        Files.writeString(directory.resolve("password"), "s3cret\nsecond line\n");
    }

    private VoxpostConfig load(String text, Map<String, String> environment) {
        return ConfigLoader.parse("voxpost.yaml", text, directory, environment);
    }

    private List<String> problems(String text) {
        return problems(text, Map.of());
    }

    private List<String> problems(String text, Map<String, String> environment) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> load(text, environment));
        assertThat(e).as("refused").isNotNull();
        return e.problems().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void readsTheMinimalFileAndFillsInDefaults() {
        VoxpostConfig config = load(MINIMAL, Map.of());

        assertThat(config.sip().listeners()).singleElement()
                .isEqualTo(new SipConfig.Listener(SipListener.Transport.UDP, "192.0.2.10", 5060));
        assertThat(config.recording().longest()).isEqualTo(Duration.ofMinutes(20));
        assertThat(config.recording().format()).isEqualTo(Transcoder.Format.MP3);
        assertThat(config.exchange().getFirst().name()).isEqualTo("main");
        assertThat(config.exchange().getFirst().concurrency()).isEqualTo(8);
        assertThat(config.exchange().getFirst().account().secret().reveal()).isEqualTo("s3cret");
        assertThat(config.subscribers().get(1).numbers()).containsExactly("2002", "+442079460002");
        assertThat(config.sites()).singleElement().returns("main", SiteConfig::name);
        assertThat(config.sip().peers().getFirst().toPeer(Duration.ofSeconds(90)).order())
                .isEqualTo(SipPeer.DEFAULT_ORDER);
    }

    @Test
    void makesTheSettingsOfTheLibraries() {
        VoxpostConfig config = load(MINIMAL, Map.of());

        assertThat(config.sip().toSettings("Voxpost/1").ackPatience()).isEqualTo(Duration.ofSeconds(32));
        assertThat(config.media().toSettings().firstPort()).isEqualTo(20000);
        assertThat(config.exchange().getFirst().account().user()).isEqualTo("EXAMPLE\\voxpost");
        assertThat(config.recording().limits().silence()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aPeerHasLimitsMediaAndLampsOfItsOwn() {
        PeerConfig peer = load(MINIMAL.replace("      sources: [192.0.2.20]\n", """
                      sources: [192.0.2.20]
                      max-calls: 30
                      ping: { target: "sip:192.0.2.20;transport=tcp", every: 20 s }
                      media: { codecs: [PCMA], sources: [198.51.100.0/24], srtp: required }
                      lamps: { target: "sip:192.0.2.20:5070" }
                """), Map.of("VOXPOST_SIP_LISTENERS_1_TRANSPORT", "tcp")).sip().peers().getFirst();

        SipPeer sip = peer.toPeer(Duration.ofSeconds(90));
        assertThat(sip.trunk().maxCalls()).isEqualTo(30);
        assertThat(sip.trunk().ping()).hasValueSatisfying(ping -> {
            assertThat(ping.target().encode()).isEqualTo("sip:192.0.2.20;transport=tcp");
            assertThat(ping.interval()).isEqualTo(Duration.ofSeconds(20));
        });
        assertThat(peer.toMediaPeer()).isEqualTo(new MediaPeer(List.of("PCMA"), List.of("198.51.100.0/24"),
                MediaPeer.Srtp.REQUIRED));
        assertThat(peer.lamps().orElseThrow().subscribe()).isTrue();
        assertThat(peer.lamps().orElseThrow().target().orElseThrow().port()).isEqualTo(5070);
    }

    @Test
    void tlsAndSessionTimersReachTheSipModule() throws IOException {
        Files.writeString(directory.resolve("cert.pem"), "");
        Files.writeString(directory.resolve("key.pem"), "");

        SipSettings settings = load(MINIMAL.replace("sip:\n", """
                sip:
                  session-interval: 10 min
                  shortest-session-interval: 2 min
                  tls: { certificate: cert.pem, key: key.pem, clients: required }
                """).replace("transport: udp", "transport: tls"), Map.of()).sip().toSettings("Voxpost/1");

        assertThat(settings.tls()).contains(new SipTls(directory.resolve("cert.pem"), directory.resolve("key.pem"),
                Optional.empty(), SipTls.ClientCertificate.REQUIRED));
        assertThat(settings.timers()).isEqualTo(new SessionTimers(Duration.ofMinutes(10), Duration.ofMinutes(2)));
    }

    @Test
    void aPeerIsKnownByItsCertificateIfOneIsAskedFor() throws IOException {
        Files.writeString(directory.resolve("cert.pem"), "");
        Files.writeString(directory.resolve("key.pem"), "");
        String tls = MINIMAL
                .replace("sip:\n", "sip:\n  tls: { certificate: cert.pem, key: key.pem, clients: wanted }\n")
                .replace("transport: udp", "transport: tls");
        String named = tls.replace("sources: [192.0.2.20]", "certificate-names: [SBC.example.com]");

        SipPeer peer = load(named, Map.of()).sip().toSettings("Voxpost/1").peers().getFirst();

        assertThat(peer.sources()).isEmpty();
        assertThat(peer.certificateNames()).containsExactly("sbc.example.com");
        assertThat(problems(named.replace(", clients: wanted", "")))
                .anySatisfy(p -> assertThat(p).contains("certificate-names", "'clients: wanted' or 'required'"));
        assertThat(problems(named.replace("SBC.example.com", "'*.example.com'")))
                .anySatisfy(p -> assertThat(p).contains("certificate-names[0]", "without wildcards"));
        assertThat(problems(tls.replace("      sources: [192.0.2.20]\n", "")))
                .anySatisfy(p -> assertThat(p).contains("needs 'sources' or 'certificate-names'"));
    }

    @Test
    void refusesWhatCannotWorkAtAPeerOrItsListener() {
        assertThat(problems(MINIMAL.replace("transport: udp", "transport: tls").replace("sip:\n", """
                sip:
                  session-interval: 2 min
                  shortest-session-interval: 5 min
                """).replace("      sources: [192.0.2.20]\n", """
                      sources: [192.0.2.20]
                      media: { codecs: [G729], sources: [pbx.example.com] }
                      lamps: { target: pbx.example.com }
                """))).anySatisfy(p -> assertThat(p).contains("lamps.target", "no scheme"));
        assertThat(problems(MINIMAL.replace("transport: udp", "transport: tls").replace("sip:\n", """
                sip:
                  session-interval: 2 min
                  shortest-session-interval: 5 min
                """).replace("      sources: [192.0.2.20]\n", """
                      sources: [192.0.2.20]
                      media: { codecs: [G729], sources: [pbx.example.com] }
                """))).anySatisfy(p -> assertThat(p).contains("'G729' is none of PCMU, PCMA"))
                .anySatisfy(p -> assertThat(p).contains("media.sources[0]", "is no address or network"))
                .anySatisfy(p -> assertThat(p).contains("a tls listener needs a certificate"))
                .anySatisfy(p -> assertThat(p).contains("is shorter than 'shortest-session-interval'"));
    }

    @Test
    void tellsAllMistakesAtOnceWithTheirLinesAndTheNearestKey() {
        assertThat(problems("""
                sip:
                  listners: []
                  max-calls: many
                exchange:
                  ews-url: mail.example.com
                  account:
                    user: voxpost
                    password-file: password
                recording:
                  silence: 5
                  longest: 3 d
                subscribers:
                  - mailbox: alice
                    numbers: [2001]
                colour: blue
                """)).containsExactly(
                "voxpost.yaml:2: sip.listners: is no known key; did you mean 'listeners'?",
                "voxpost.yaml:3: sip.max-calls: 'many' is no whole number",
                "voxpost.yaml:5: exchange[0].ews-url: 'mail.example.com' is no address of the form https://host/path",
                "voxpost.yaml:10: recording.silence: '5' is no duration; write a whole number and one of ms, s, min,"
                        + " h, d: 5 s",
                "voxpost.yaml:11: recording.longest: '3 d' is outside 1000 ms … 6000000 ms",
                "voxpost.yaml:13: subscribers[0].mailbox: 'alice' is no SMTP address",
                "voxpost.yaml:15: colour: is no known key; known here: sip, media, recording, exchange, sites,"
                        + " subscribers, directory, routing, state, delivery, mwi, limits, alerts, http");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(problems("sip: {}")).singleElement().asString().contains("exchange: is missing");
        assertThat(problems("")).singleElement().asString().contains("exchange: is missing");
        assertThat(problems(MINIMAL.replace("    user: EXAMPLE\\voxpost\n", "")))
                .containsExactly("voxpost.yaml:10: exchange[0].account: needs 'user'");
    }

    @Test
    void checksWhatOnlyTheWholeShows() {
        List<String> problems = problems(MINIMAL + """
                  - mailbox: carol@example.com
                    numbers: [2001]
                    profile: north
                    site: nowhere
                    greeting: carol.wav
                  - mailbox: Alice@Example.com
                    numbers: [20a]
                """);

        assertThat(problems).anyMatch(p -> p.startsWith("voxpost.yaml:20:") && p.contains("profile 'north'"))
                .anyMatch(p -> p.contains("there is no site 'nowhere'"))
                .anyMatch(p -> p.contains("carol.wav is not there"))
                .anyMatch(p -> p.contains("'alice@example.com' is there twice"))
                .anyMatch(p -> p.contains("'20a' is neither an extension nor a number"));
        assertThat(problems(MINIMAL.replace("[2002,", "[2001,"))).singleElement().asString()
                .contains("'2001' belongs to alice@example.com already");
    }

    @Test
    void refusesALiteralSecretAndDoesNotRepeatIt() {
        List<String> problems = problems(MINIMAL.replace("password-file: password", "password: hunter2"));

        assertThat(problems).singleElement().asString().startsWith("voxpost.yaml:12: exchange[0].account.password:")
                .contains("must not stand in this file").doesNotContain("hunter2");
    }

    @Test
    void takesSecretsFromTheEnvironment() {
        String text = MINIMAL.replace("password-file: password", "password: ${EXCHANGE_PASSWORD}");

        assertThat(load(text, Map.of("EXCHANGE_PASSWORD", "p w")).exchange().getFirst().account().secret().reveal())
                .isEqualTo("p w");
        assertThat(problems(text)).singleElement().asString().contains("EXCHANGE_PASSWORD is not set");
    }

    @Test
    void refusesAPasswordFileThatIsNotThere() {
        assertThat(problems(MINIMAL.replace("password-file: password", "password-file: nowhere"))).singleElement()
                .asString().startsWith("voxpost.yaml:12: exchange[0].account.password-file: there is no file");
    }

    @Test
    void letsTheEnvironmentOverrideEveryValue() {
        VoxpostConfig config = load(MINIMAL, Map.of(
                "VOXPOST_SIP_MAX_CALLS", "7",
                "VOXPOST_SIP_LISTENERS_0_PORT", "5070",
                "VOXPOST_SIP_LISTENERS_1_TRANSPORT", "tcp",
                "VOXPOST_SIP_PEERS_0_SOURCES", "192.0.2.1, 192.0.2.2",
                "VOXPOST_SUBSCRIBERS", "[{mailbox: dave@example.com, numbers: [2004]}]",
                "VOXPOST_HTTP", "{port: 9090}",
                "VOXPOST_ALERTS_WEBHOOK_URL", "https://alerts.example.com/x"));

        assertThat(config.sip().maxCalls()).isEqualTo(7);
        assertThat(config.sip().listeners()).containsExactly(
                new SipConfig.Listener(SipListener.Transport.UDP, "192.0.2.10", 5070),
                new SipConfig.Listener(SipListener.Transport.TCP, "127.0.0.1", 5060));
        assertThat(config.sip().peers().getFirst().sources()).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(config.subscribers()).singleElement().returns("dave@example.com", s -> s.mailbox().value());
        assertThat(config.http().port()).isEqualTo(9090);
        assertThat(config.alerts().webhook()).isPresent();
    }

    @Test
    void namesTheVariableThatIsWrong() {
        assertThat(problems(MINIMAL, Map.of("VOXPOST_HTTP_PORT", "70000"))).containsExactly(
                "environment VOXPOST_HTTP_PORT: http.port: '70000' is outside 0 … 65535");
    }

    @Test
    void tellsTheLineOfBrokenYaml() {
        assertThat(problems("sip:\n  listeners: [\n")).singleElement().asString()
                .startsWith("voxpost.yaml:3: is no YAML");
        assertThat(problems("a: &a [*a]\nb: !!javax.script.ScriptEngineManager []\n")).isNotEmpty();
        assertThat(problems("- 1\n- 2\n")).singleElement().asString().contains("needs keys and values");
        assertThat(problems(MINIMAL + "http: {port: 1, port: 2}\n")).singleElement().asString()
                .contains("http.port: is given twice");
    }

    @Test
    void tellsWhenTheFileCannotBeRead() {
        assertThatThrownBy(() -> ConfigLoader.load(directory.resolve("none.yaml"), Map.of()))
                .isInstanceOf(ConfigException.class).hasMessageContaining("none.yaml: cannot be read");
    }

    @Test
    void aTrunkIsReadWithAllItHas() throws IOException {
        VoxpostConfig config = load(MINIMAL.replace("sources: [192.0.2.20]", String.join("\n      ",
                "sources: [192.0.2.20]", "own-numbers: [\"8000\"]",
                "account: { user: um, password-file: password, realm: pbx }",
                "register: { registrar: \"sip:pbx.example.com\", identity: \"sip:8000@pbx.example.com\" }",
                "outbound-proxy: \"sip:192.0.2.11\"", "keep-alive: { target: \"sip:192.0.2.20\" }",
                "session-interval: 10 min", "transfer: { target: \"sip:192.0.2.20\", by: bridge, fax: \"4300\" }")),
                Map.of());

        PeerConfig peer = config.sip().peers().getFirst();
        SipTrunk trunk = config.sip().toSettings("Voxpost").peers().getFirst().trunk();
        assertThat(trunk.account()).contains(new SipAccount("um", "s3cret", "pbx"));
        assertThat(trunk.account().toString()).doesNotContain("s3cret");
        assertThat(trunk.timers()).contains(new SessionTimers(Duration.ofMinutes(10), Duration.ofSeconds(90)));
        assertThat(trunk.keepAlive().orElseThrow().interval()).isEqualTo(Duration.ofSeconds(29));
        assertThat(peer.transfer().orElseThrow().by()).isEqualTo(PeerConfig.Transfer.By.BRIDGE);
        assertThat(peer.caller()).isEqualTo("8000");
        assertThat(peer.toMediaPeer().fax()).isTrue();
    }

    @Test
    void whatATrunkCannotBeIsSaid() {
        assertThat(problems(MINIMAL.replace("sources: [192.0.2.20]",
                "sources: [192.0.2.20]\n      rules: { header: X, pattern: \"1\" }")))
                .anySatisfy(problem -> assertThat(problem).contains("no group in parentheses"));
        assertThat(problems(MINIMAL.replace("sources: [192.0.2.20]",
                "sources: [192.0.2.20]\n      keep-alive: { target: \"sip:192.0.2.20;transport=tcp\" }")))
                .anySatisfy(problem -> assertThat(problem).contains("needs a listener of transport tcp"));
    }
}
