package org.voxpost.mailbox.ews;

import java.util.List;
import java.util.Locale;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.PlayOnPhone;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.UnifiedMessaging.CallProgress;
import org.voxpost.mailbox.UnifiedMessaging.Cause;
import org.voxpost.mailbox.UnifiedMessaging.PhoneCall;
import org.voxpost.mailbox.UnifiedMessaging.Reason;
import org.voxpost.mailbox.UnifiedMessaging.Refused;
import org.voxpost.mailbox.UnifiedMessaging.State;
import org.voxpost.mailbox.ews.ResponseMessages.Payload;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** PlayOnPhone, GetPhoneCallInformation, DisconnectPhoneCall ([MS-OXWUMS] 3.1.4, in EWS from Exchange 2010 on). */
record EwsPlayOnPhone(EwsClient client) implements PlayOnPhone {

    @Override
    public PhoneCall play(SmtpAddress owner, ItemId message, String number) {
        String[] id = {""};
        done(client.request("PlayOnPhone", owner, out -> out.start("m:PlayOnPhone").start("m:ItemId")
                .attribute("Id", message.value()).end().element("m:DialString", number).end()).once(), in -> {
                    if (in.name().equals("PhoneCallId")) {
                        id[0] = in.required("Id");
                    }
                    in.skip();
                });
        if (id[0].isEmpty()) {
            throw new MailboxException.Unavailable("PlayOnPhone for " + owner, client.peer(),
                    "no PhoneCallId in the answer");
        }
        return new PhoneCall(id[0]);
    }

    @Override
    public CallProgress progress(SmtpAddress owner, PhoneCall call) {
        String[] said = {"", ""};
        done(client.request("GetPhoneCallInformation", owner, out -> out.start("m:GetPhoneCallInformation")
                .start("m:PhoneCallId").attribute("Id", call.handle()).end().end()), in -> {
                    if (!in.name().equals("PhoneCallInformation")) {
                        in.skip();
                        return;
                    }
                    while (in.nextChild()) {
                        switch (in.name()) {
                            case "PhoneCallState" -> said[0] = in.text().strip();
                            case "ConnectionFailureCause" -> said[1] = in.text().strip();
                            default -> in.skip();
                        }
                    }
                });
        try {
            return new CallProgress(State.valueOf(said[0].toUpperCase(Locale.ROOT)), cause(said[1]));
        } catch (IllegalArgumentException unknown) {
            throw new MailboxException.Unavailable("GetPhoneCallInformation for " + owner, client.peer(),
                    "the state of the call is none that is known");
        }
    }

    private static Cause cause(String text) {
        return switch (text) {
            case "", "None" -> Cause.NONE;
            case "UserBusy" -> Cause.USER_BUSY;
            case "NoAnswer" -> Cause.NO_ANSWER;
            case "Unavailable" -> Cause.UNAVAILABLE;
            default -> Cause.OTHER;
        };
    }

    @Override
    public void disconnect(SmtpAddress owner, PhoneCall call) {
        done(client.request("DisconnectPhoneCall", owner, out -> out.start("m:DisconnectPhoneCall")
                .start("m:PhoneCallId").attribute("Id", call.handle()).end().end()), XmlReader::skip);
    }

    private void done(EwsRequest request, Payload payload) {
        List<Problem> problems = client.problems(request, payload);
        if (problems.isEmpty()) {
            return;
        }
        Problem first = problems.getFirst();
        switch (first.code()) {
            case "ErrorInvalidPhoneCallId" -> throw refused(Reason.NO_SUCH_CALL, first);
            case "ErrorItemNotFound", "ErrorInvalidIdMalformed" -> throw refused(Reason.NO_SUCH_ITEM, first);
            case "ErrorPhoneNumberNotDialable", "ErrorInvalidPhoneNumber", "ErrorInvalidSIPUri" ->
                throw refused(Reason.DIALING_RULES, first);
            case "ErrorUserNotUnifiedMessagingEnabled", "ErrorVoiceMailNotImplemented" ->
                throw refused(Reason.OTHER, first);
            default -> throw client.exception(request, first);
        }
    }

    private static Refused refused(Reason reason, Problem problem) {
        return new Refused(reason, problem.code());
    }
}
