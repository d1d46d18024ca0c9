package org.voxpost.lab.umws;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.fault.HttpFaults;
import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.Soap;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.SoapFault;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.umws.UmwsAnswer;
import org.voxpost.mailbox.wire.umws.UmwsAnswer.UmProperties;
import org.voxpost.mailbox.wire.umws.UmwsFault;
import org.voxpost.mailbox.wire.umws.UmwsRequest;

/** Serves the operations for whoever signed in. */
public final class UmwsFrontEnd implements HttpHandler {
    /** Where it is served. */
    public static final String PATH = "/EWS/UM2007Legacy.asmx";
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final UmProperties DEFAULTS = new UmProperties(false, true, "", "+46 55 4100", "");

    private final Faults faults;
    private final Map<SmtpAddress, UmProperties> settings = new ConcurrentHashMap<>();
    private final Map<String, UmwsAnswer.CallInfo> calls = new ConcurrentHashMap<>();

    public UmwsFrontEnd(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        UmwsRequest request;
        try (var in = new XmlReader(new ByteArrayInputStream(exchange.bodyBytes(LONGEST_REQUEST)))) {
            request = SoapEnvelope.read(in, header -> {
                header.skip();
                return "";
            }, UmwsRequest::read);
        } catch (XmlException | SoapFault e) {
            invalid(exchange);
            return;
        }
        Optional<Fault> fault = faults.take(request.operation());
        if (fault.isPresent() && HttpFaults.apply(fault.get(), exchange)) {
            return;
        }
        var bytes = new ByteArrayOutputStream();
        int status = 200;
        try {
            UmwsAnswer answer = answer(request, exchange.account().mailbox());
            SoapEnvelope.write(bytes, Map.of(), header -> {
            }, out -> answer.write(out, request.operation()));
        } catch (UmwsFault e) {
            status = 500;
            e.write(bytes);
        }
        exchange.respond(status, Soap.CONTENT_TYPE, bytes.toByteArray());
    }

    private static void invalid(HttpExchange exchange) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new SoapFault("ErrorInvalidRequest", "The request is invalid.", "ErrorInvalidRequest", Map.of()).write(bytes);
        exchange.respond(500, Soap.CONTENT_TYPE, bytes.toByteArray());
    }

    private UmwsAnswer answer(UmwsRequest request, Optional<SmtpAddress> caller) throws UmwsFault {
        if (request instanceof UmwsRequest.IsUmEnabled) {
            return new UmwsAnswer.Enabled(caller.isPresent());
        }
        SmtpAddress owner = caller
                .orElseThrow(() -> new UmwsFault("UserNotUmEnabledException", "The account has no mailbox."));
        UmProperties now = settings.getOrDefault(owner, DEFAULTS);
        return switch (request) {
            case UmwsRequest.IsUmEnabled any -> new UmwsAnswer.Enabled(true);
            case UmwsRequest.GetUmProperties any -> now;
            case UmwsRequest.SetOofStatus r -> keep(owner, new UmProperties(r.status(),
                    now.missedCallNotificationEnabled(), now.playOnPhoneDialString(), now.telephoneAccessNumbers(),
                    now.telephoneAccessFolderEmail()));
            case UmwsRequest.SetMissedCallNotificationEnabled r -> keep(owner, new UmProperties(now.oofStatus(),
                    r.status(), now.playOnPhoneDialString(), now.telephoneAccessNumbers(),
                    now.telephoneAccessFolderEmail()));
            case UmwsRequest.SetPlayOnPhoneDialString r -> keep(owner, new UmProperties(now.oofStatus(),
                    now.missedCallNotificationEnabled(), r.dialString(), now.telephoneAccessNumbers(),
                    now.telephoneAccessFolderEmail()));
            case UmwsRequest.SetTelephoneAccessFolderEmail r -> keep(owner, new UmProperties(now.oofStatus(),
                    now.missedCallNotificationEnabled(), now.playOnPhoneDialString(), now.telephoneAccessNumbers(),
                    r.base64FolderId()));
            case UmwsRequest.ResetPin any -> new UmwsAnswer.Done();
            case UmwsRequest.PlayOnPhone r -> call(r.dialString());
            case UmwsRequest.PlayOnPhoneGreeting r -> call(r.dialString());
            case UmwsRequest.GetCallInfo r -> Optional.ofNullable(calls.get(r.callId()))
                    .orElseThrow(UmwsFrontEnd::noCall);
            case UmwsRequest.Disconnect r -> {
                if (calls.replace(r.callId(), new UmwsAnswer.CallInfo("Disconnected", "None")) == null) {
                    throw noCall();
                }
                yield new UmwsAnswer.Done();
            }
        };
    }

    private UmwsAnswer keep(SmtpAddress owner, UmProperties changed) {
        settings.put(owner, changed);
        return new UmwsAnswer.Done();
    }

    private UmwsAnswer call(String dialString) throws UmwsFault {
        if (!dialString.matches("\\+?[0-9 ]+")) {
            throw new UmwsFault(UmwsFault.DIALING_RULES, "The number cannot be called.");
        }
        String id = Base64.getEncoder()
                .encodeToString((UUID.randomUUID() + "@lab.invalid").getBytes(StandardCharsets.US_ASCII));
        calls.put(id, new UmwsAnswer.CallInfo("Connected", "None"));
        return new UmwsAnswer.CallHandle(id);
    }

    private static UmwsFault noCall() {
        return new UmwsFault(UmwsFault.INVALID_CALL_ID, "There is no such call.");
    }
}
