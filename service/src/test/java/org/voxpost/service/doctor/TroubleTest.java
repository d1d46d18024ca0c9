package org.voxpost.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.MailboxException;

class TroubleTest {
    private static final Path DOCUMENT = Path.of("../docs/troubleshooting.md");
    private static final String BEGIN = "<!-- doctor: begin -->\n";
    private static final String END = "<!-- doctor: end -->";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "FindItem for a@b.c at mail: HTTP 401|PASSWORD", "x: HTTP 503 text/html|AWAY",
            "x: HTTP 200 text/html|HTML", "x: HTTP 302 text/html|HTML", "x: HTTP 403|FORBIDDEN",
            "connect at mail:993: MailConnectException: Connection refused|REFUSED",
            "A3 NO LOGIN failed.|PASSWORD", "sign-in: 535 5.7.3 Authentication unsuccessful|PASSWORD",
            "token for app at login: HTTP 401 invalid_client AADSTS7000215|TOKEN",
            "No subject alternative DNS name matching mail found|CERTIFICATE_NAME",
            "PKIX path building failed: unable to find valid certification path|CERTIFICATE_UNKNOWN",
            "NotAfter: Tue Mar 03|CERTIFICATE_EXPIRED", "EcDoConnectEx: ecNotEncrypted (0x00000970)|NOT_ENCRYPTED",
            "ErrorImpersonateUserDenied (The account does not have permission)|IMPERSONATION",
            "Autodiscover for a@b.c at b.c: https://b.c: HTTP 404|NOT_DISCOVERED",
            "Autodiscover for a@b.c at b.c: it names no EWS|NOT_DISCOVERED",
            "Bind at outlook: access denied (0x00000005)|PASSWORD", "5.7.1 relay denied|REFUSED_SENDER",
            "FindItem for a@b.c at 127.0.0.1:44053: HTTP 200 text/html|HTML",
            "send at mail:53503 for x535: something nobody foresaw|OTHER",
            "RCPT TO: 550-5.1.1 unknown|REFUSED_SENDER", "something nobody foresaw|OTHER"})
    void anErrorsTextTellsWhatIsWrong(String text, Trouble meant) {
        assertThat(Trouble.of(text)).isEqualTo(meant);
    }

    @Test
    void whatTheTextDoesNotTellTheKindAndTheCauseDo() {
        assertThat(Trouble.of(new MailboxException.AccountRejected("x", "p", "refused"))).isEqualTo(Trouble.PASSWORD);
        assertThat(Trouble.of(new MailboxException.MailboxFull("x", "p", "refused"))).isEqualTo(Trouble.FULL);
        assertThat(Trouble.of(new MailboxException.OutcomeUnknown("x", "p", "odd", Instant.EPOCH, null)))
                .isEqualTo(Trouble.SLOW_OR_CUT);
        assertThat(Trouble.of(new MailboxException.Unavailable("x", "p", "odd", Optional.empty(),
                new IOException("Connection reset")))).isEqualTo(Trouble.SLOW_OR_CUT);
    }

    @Test
    void theDocumentSaysWhatTheDoctorSays() throws IOException {
        String document = Files.readString(DOCUMENT);
        String table = "| doctor says | change |\n|---|---|\n"
                + Arrays.stream(Trouble.values()).filter(trouble -> trouble != Trouble.OTHER)
                        .map(trouble -> "| " + trouble.what() + " | " + trouble.change() + " |\n")
                        .collect(Collectors.joining());

        assertThat(document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END)))
                .isEqualTo(table);
    }
}
