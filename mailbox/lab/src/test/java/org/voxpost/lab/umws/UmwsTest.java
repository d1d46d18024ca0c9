package org.voxpost.lab.umws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.UnifiedMessaging;
import org.voxpost.mailbox.UnifiedMessaging.Cause;
import org.voxpost.mailbox.UnifiedMessaging.Greeting;
import org.voxpost.mailbox.UnifiedMessaging.PhoneCall;
import org.voxpost.mailbox.UnifiedMessaging.Reason;
import org.voxpost.mailbox.UnifiedMessaging.State;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.umws.UmwsProvider;

/** The client's operations, each against the lab. */
@Timeout(60)
final class UmwsTest {
    private Lab lab;
    private UnifiedMessaging ivy;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(LabSettings.inMemory("ivy@corp.example:pin"));
        ivy = client("pin");
    }

    private UnifiedMessaging client(String password) {
        return UmwsProvider.of(lab.url(UmwsFrontEnd.PATH), HttpSettings
                .of(new Account.Password("ivy@corp.example", Secret.of(password), Account.Scheme.BASIC)));
    }

    @AfterEach
    void stop() throws Exception {
        ivy.close();
        lab.close();
    }

    @Test
    void settingsComeBackAsTheyWereSet() {
        assertThat(ivy.isEnabled()).isTrue();

        ivy.setOutOfOffice(true);
        ivy.setMissedCallNotification(false);
        ivy.setPlayOnPhoneNumber("+46 55 4199");
        ivy.setVoiceAccessFolder("AAAAAA==");
        ivy.resetPin();

        assertThat(ivy.settings())
                .isEqualTo(new UnifiedMessaging.Settings(true, false, "+46 55 4199", "+46 55 4100", "AAAAAA=="));
    }

    @Test
    void aCallIsMadeFollowedAndEnded() {
        PhoneCall call = ivy.playOnPhone("AAAA", "4101");
        assertThat(ivy.progress(call)).isEqualTo(new UnifiedMessaging.CallProgress(State.CONNECTED, Cause.NONE));

        ivy.disconnect(call);
        assertThat(ivy.progress(call).state()).isEqualTo(State.DISCONNECTED);

        assertThat(ivy.playGreetingOnPhone(Greeting.OUT_OF_OFFICE, "4101").handle()).isNotEqualTo(call.handle());
    }

    @Test
    void faultsTellWhy() {
        assertThatThrownBy(() -> ivy.progress(new PhoneCall("none")))
                .isInstanceOfSatisfying(UnifiedMessaging.Refused.class,
                        r -> assertThat(r.reason()).isEqualTo(Reason.NO_SUCH_CALL));
        assertThatThrownBy(() -> ivy.playOnPhone("AAAA", "sip:elsewhere@evil.example"))
                .isInstanceOfSatisfying(UnifiedMessaging.Refused.class,
                        r -> assertThat(r.reason()).isEqualTo(Reason.DIALING_RULES));
    }

    @Test
    void aWrongPasswordRejectsTheAccount() {
        try (UnifiedMessaging other = client("wr0ng")) {
            assertThatThrownBy(other::isEnabled).isInstanceOf(MailboxException.AccountRejected.class)
                    .hasMessageNotContaining("wr0ng");
        }
    }
}
