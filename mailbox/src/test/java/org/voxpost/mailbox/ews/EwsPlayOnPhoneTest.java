package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.PlayOnPhone;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.UnifiedMessaging.CallProgress;
import org.voxpost.mailbox.UnifiedMessaging.Cause;
import org.voxpost.mailbox.UnifiedMessaging.PhoneCall;
import org.voxpost.mailbox.UnifiedMessaging.Reason;
import org.voxpost.mailbox.UnifiedMessaging.Refused;
import org.voxpost.mailbox.UnifiedMessaging.State;

/** Requests and answers as messages.xsd has them: one response message each, not in an array. */
@Timeout(30)
class EwsPlayOnPhoneTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final ItemId ITEM = new ItemId("ews", "AAMk1");

    private final EwsReplay exchange = new EwsReplay();
    private final MailboxFacets facets = EwsProvider.facets(exchange.settings());
    private final PlayOnPhone phone = facets.playOnPhone();

    @AfterEach
    void stop() {
        facets.close();
        exchange.close();
    }

    private void answer(String operation, String kind, String code, String payload) {
        exchange.soap("<m:%1$sResponse ResponseClass='%2$s'><m:ResponseCode>%3$s</m:ResponseCode>%4$s</m:%1$sResponse>"
                .formatted(operation, kind, code, payload));
    }

    @Test
    void aCallIsMadeFollowedAndEnded() {
        answer("PlayOnPhone", "Success", "NoError", "<m:PhoneCallId Id='call-7'/>");
        PhoneCall call = phone.play(IVY, ITEM, "2001");
        assertThat(call.handle()).isEqualTo("call-7");
        assertThat(exchange.last().text()).contains(
                "<m:PlayOnPhone><m:ItemId Id=\"AAMk1\"/><m:DialString>2001</m:DialString></m:PlayOnPhone>");

        answer("GetPhoneCallInformation", "Success", "NoError", "<m:PhoneCallInformation>"
                + "<t:PhoneCallState>Disconnected</t:PhoneCallState><t:ConnectionFailureCause>UserBusy"
                + "</t:ConnectionFailureCause></m:PhoneCallInformation>");
        assertThat(phone.progress(IVY, call)).isEqualTo(new CallProgress(State.DISCONNECTED, Cause.USER_BUSY));

        answer("DisconnectPhoneCall", "Success", "NoError", "");
        phone.disconnect(IVY, call);
        assertThat(exchange.last().text()).contains(
                "<m:DisconnectPhoneCall><m:PhoneCallId Id=\"call-7\"/></m:DisconnectPhoneCall>");
    }

    @ParameterizedTest
    @CsvSource({"ErrorPhoneNumberNotDialable, DIALING_RULES", "ErrorInvalidPhoneCallId, NO_SUCH_CALL",
            "ErrorItemNotFound, NO_SUCH_ITEM", "ErrorUserNotUnifiedMessagingEnabled, OTHER"})
    void whatAServerWillNotDoIsRefused(String code, Reason reason) {
        answer("PlayOnPhone", "Error", code, "");

        assertThatThrownBy(() -> phone.play(IVY, ITEM, "2001"))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void aLostAnswerIsNotFollowedByASecondCall() {
        assertThatThrownBy(() -> phone.play(IVY, ITEM, "2001")).isInstanceOf(MailboxException.OutcomeUnknown.class);
        assertThat(exchange.requests()).hasSize(1);
    }
}
