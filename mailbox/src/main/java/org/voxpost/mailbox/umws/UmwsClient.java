package org.voxpost.mailbox.umws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.UnifiedMessaging;
import org.voxpost.mailbox.http.HttpAnswer;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpFailure;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.wire.soap.Soap;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.SoapFault;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.umws.UmwsAnswer;
import org.voxpost.mailbox.wire.umws.UmwsFault;
import org.voxpost.mailbox.wire.umws.UmwsGreeting;
import org.voxpost.mailbox.wire.umws.UmwsRequest;

/** One operation is one POST. What dials or changes the PIN is never sent twice. */
final class UmwsClient implements UnifiedMessaging {
    private static final long LONGEST_ANSWER = 1 << 20;
    private static final int SHOWN = 200;

    private final URI url;
    private final Duration deadline;
    private final HttpEndpoint endpoint;

    UmwsClient(URI url, HttpSettings http, Duration deadline) {
        this.url = url;
        this.deadline = deadline;
        this.endpoint = new HttpEndpoint(http);
    }

    @Override
    public boolean isEnabled() {
        return ask(new UmwsRequest.IsUmEnabled(), UmwsAnswer.Enabled.class).enabled();
    }

    @Override
    public Settings settings() {
        UmwsAnswer.UmProperties now = ask(new UmwsRequest.GetUmProperties(), UmwsAnswer.UmProperties.class);
        return new Settings(now.oofStatus(), now.missedCallNotificationEnabled(), now.playOnPhoneDialString(),
                now.telephoneAccessNumbers(), now.telephoneAccessFolderEmail());
    }

    @Override
    public void setOutOfOffice(boolean on) {
        done(new UmwsRequest.SetOofStatus(on));
    }

    @Override
    public void setMissedCallNotification(boolean on) {
        done(new UmwsRequest.SetMissedCallNotificationEnabled(on));
    }

    @Override
    public void setPlayOnPhoneNumber(String number) {
        done(new UmwsRequest.SetPlayOnPhoneDialString(number));
    }

    @Override
    public void setVoiceAccessFolder(String entryId) {
        done(new UmwsRequest.SetTelephoneAccessFolderEmail(entryId));
    }

    @Override
    public void resetPin() {
        done(new UmwsRequest.ResetPin());
    }

    @Override
    public PhoneCall playOnPhone(String entryId, String number) {
        return new PhoneCall(ask(new UmwsRequest.PlayOnPhone(entryId, number), UmwsAnswer.CallHandle.class).callId());
    }

    @Override
    public PhoneCall playGreetingOnPhone(Greeting greeting, String number) {
        UmwsGreeting which = switch (greeting) {
            case NORMAL -> UmwsGreeting.NORMAL;
            case OUT_OF_OFFICE -> UmwsGreeting.OUT_OF_OFFICE;
        };
        return new PhoneCall(ask(new UmwsRequest.PlayOnPhoneGreeting(which, number), UmwsAnswer.CallHandle.class)
                .callId());
    }

    @Override
    public CallProgress progress(PhoneCall call) {
        UmwsAnswer.CallInfo info = ask(new UmwsRequest.GetCallInfo(call.handle()), UmwsAnswer.CallInfo.class);
        return new CallProgress(state(info.callState()), cause(info.eventCause()));
    }

    private State state(String text) {
        try {
            return State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw unavailable("GetCallInfo", "CallState is '" + text + "'", unknown);
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
    public void disconnect(PhoneCall call) {
        done(new UmwsRequest.Disconnect(call.handle()));
    }

    private void done(UmwsRequest request) {
        ask(request, UmwsAnswer.Done.class);
    }

    private <T extends UmwsAnswer> T ask(UmwsRequest request, Class<T> kind) {
        String operation = request.operation();
        HttpRequest post = HttpRequest.post(url, HttpBody.of(Soap.CONTENT_TYPE, body(request)))
                .with("SOAPAction", '"' + Soap.MESSAGES + '/' + operation + '"').within(deadline)
                .withAnswerLimit(LONGEST_ANSWER);
        try {
            return kind.cast(endpoint.exchange(post, answer -> answer(operation, answer)));
        } catch (HttpFailure e) {
            throw isRepeatable(request) ? e.whenRepeatable(operation) : e.whenNotRepeatable(operation);
        }
    }

    private static byte[] body(UmwsRequest request) {
        var bytes = new ByteArrayOutputStream();
        try {
            SoapEnvelope.write(bytes, Map.of(), header -> {
            }, request::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static boolean isRepeatable(UmwsRequest request) {
        return !(request instanceof UmwsRequest.ResetPin || request instanceof UmwsRequest.PlayOnPhone
                || request instanceof UmwsRequest.PlayOnPhoneGreeting);
    }

    private UmwsAnswer answer(String operation, HttpAnswer answer) throws IOException {
        if (answer.status() == 401 || answer.status() == 403) {
            throw new MailboxException.AccountRejected(operation, peer(), "HTTP " + answer.status());
        }
        if (answer.status() != 200 && answer.status() != 500 || !answer.mediaType().endsWith("xml")) {
            throw unavailable(operation, "HTTP " + answer.status() + " with " + answer.mediaType(), null);
        }
        try (var in = new XmlReader(answer.body())) {
            return SoapEnvelope.read(in, header -> {
                header.skip();
                return true;
            }, body -> UmwsAnswer.read(body, operation));
        } catch (SoapFault e) {
            throw refused(operation, e);
        } catch (XmlException e) {
            throw unavailable(operation, String.valueOf(e.getMessage()), e);
        }
    }

    private Refused refused(String operation, SoapFault fault) {
        UnifiedMessaging.Reason reason = switch (fault.code()) {
            case UmwsFault.INVALID_CALL_ID -> Reason.NO_SUCH_CALL;
            case UmwsFault.INVALID_OBJECT_ID -> Reason.NO_SUCH_ITEM;
            case UmwsFault.DIALING_RULES -> Reason.DIALING_RULES;
            default -> Reason.OTHER;
        };
        String text = fault.text().substring(0, Math.min(SHOWN, fault.text().length()));
        return new Refused(reason, operation + " at " + peer() + ": " + fault.code() + ": " + text);
    }

    private MailboxException.Unavailable unavailable(String operation, String what,
            @org.jspecify.annotations.Nullable Throwable cause) {
        return new MailboxException.Unavailable(operation, peer(), what, Optional.empty(), cause);
    }

    private String peer() {
        return url.getHost();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
