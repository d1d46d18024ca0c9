package org.voxpost.lab.ews;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.fault.HttpFaults;
import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.Soap;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.SoapFault;
import org.voxpost.mailbox.wire.soap.XmlException;

/** {@code /EWS/Exchange.asmx}. */
public final class EwsFrontEnd implements HttpHandler {
    /** Where it is served. */
    public static final String PATH = "/EWS/Exchange.asmx";

    private static final Logger LOG = LoggerFactory.getLogger(EwsFrontEnd.class);

    private final LabStore store;
    private final Faults faults;
    private final Notifications notifications = new Notifications();
    private final OutOfOfficeOperations outOfOffice = new OutOfOfficeOperations();
    private final PhoneCalls phoneCalls = new PhoneCalls();
    private final Map<String, Operation> operations;

    public EwsFrontEnd(LabStore store, Faults faults) {
        this.store = store;
        this.faults = faults;
        this.operations = Map.ofEntries(Map.entry("CreateItem", ItemOperations::create),
                Map.entry("GetItem", ItemOperations::get),
                Map.entry("FindItem", ItemOperations::find),
                Map.entry("UpdateItem", ItemChange::update),
                Map.entry("MoveItem", ItemOperations::move),
                Map.entry("CopyItem", ItemOperations::copy),
                Map.entry("DeleteItem", ItemOperations::delete),
                Map.entry("GetAttachment", AttachmentOperations::get),
                Map.entry("CreateAttachment", AttachmentOperations::create),
                Map.entry("DeleteAttachment", AttachmentOperations::delete),
                Map.entry("GetFolder", FolderOperations::get),
                Map.entry("FindFolder", FolderOperations::find),
                Map.entry("CreateFolder", FolderOperations::create),
                Map.entry("DeleteFolder", FolderOperations::delete),
                Map.entry("SyncFolderItems", Synchronisation::items),
                Map.entry("SyncFolderHierarchy", Synchronisation::hierarchy),
                Map.entry("Subscribe", notifications::subscribe),
                Map.entry("Unsubscribe", notifications::unsubscribe),
                Map.entry("GetEvents", notifications::events),
                Map.entry("ResolveNames", NameResolution::resolve),
                Map.entry("FindPeople", PeopleSearch::find),
                Map.entry("PlayOnPhone", phoneCalls::play),
                Map.entry("GetPhoneCallInformation", phoneCalls::information),
                Map.entry("DisconnectPhoneCall", phoneCalls::disconnect),
                Map.entry("GetUserConfiguration", UserConfigurations::get),
                Map.entry("CreateUserConfiguration", UserConfigurations::create),
                Map.entry("UpdateUserConfiguration", UserConfigurations::update),
                Map.entry("DeleteUserConfiguration", UserConfigurations::delete),
                Map.entry("GetUserOofSettingsRequest", outOfOffice::get),
                Map.entry("SetUserOofSettingsRequest", outOfOffice::set),
                Map.entry("GetUserAvailabilityRequest", CalendarItems::availability),
                Map.entry("SendItem", Replies::sendItem),
                Map.entry("ConvertId", Settings::convertId));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.method().equals("POST")) {
            exchange.addHeader("Location", "/EWS/Services.wsdl");
            exchange.respond(302, "text/html", "<html><body>See the description.</body></html>");
            return;
        }
        if (exchange.header("Transfer-Encoding").isPresent() && faults.takes(FaultKind.NO_CHUNKED, "")) {
            exchange.respond(411, "text/html", "<html><body>Length Required</body></html>");
            return;
        }
        EwsRequest request;
        try {
            request = EwsRequest.read(new BufferedInputStream(exchange.body()));
        } catch (SchemaViolation e) {
            fault(exchange, violation(e));
            return;
        } catch (XmlException | SoapFault e) {
            LOG.info("Request is no SOAP: {}", e.getMessage());
            exchange.respond(400, "text/html", "");
            return;
        }
        answer(exchange, request);
    }

    private static SoapFault violation(SchemaViolation e) {
        return new SoapFault("ErrorSchemaValidation", String.valueOf(e.getMessage()), "ErrorSchemaValidation",
                Map.of("LineNumber", Integer.toString(e.line()), "LinePosition", Integer.toString(e.column()),
                        "Violation", String.valueOf(e.getMessage())));
    }

    private void answer(HttpExchange exchange, EwsRequest request) throws IOException {
        String operation = request.operation().name();
        Optional<Fault> fault = faults.take(operation);
        if (fault.isPresent()
                && (HttpFaults.apply(fault.get(), exchange) || applied(fault.get(), operation, exchange))) {
            return;
        }
        try {
            EwsSession session = session(exchange, request);
            if (operation.equals("GetStreamingEvents")) {
                try (OutputStream stream = exchange.respondChunked(200, Soap.CONTENT_TYPE)) {
                    notifications.stream(request.operation(), stream);
                }
                return;
            }
            Operation known = operations.get(operation);
            if (known == null) {
                throw new EwsRefusal("ErrorInvalidOperation", operation + " is not served.");
            }
            if (operation.equals("FindPeople") && !request.knows(PeopleSearch.OLDEST_SCHEMA)) {
                throw new EwsRefusal("ErrorIncorrectSchemaVersion", operation + " is not in the schema asked for.");
            }
            Element asked = faults.takes(FaultKind.DROPS_FILES, operation)
                    ? request.operation().without("Attachments")
                    : request.operation();
            byte[] answer = envelope(out -> known.answer(asked, session, out));
            exchange.respond(200, Soap.CONTENT_TYPE,
                    faults.takes(FaultKind.NINE_DIGITS, operation) ? withNineDigits(answer) : answer);
        } catch (EwsRefusal e) {
            fault(exchange, new SoapFault(e.code(), String.valueOf(e.getMessage()), e.code(), Map.of()));
        }
    }

    private EwsSession session(HttpExchange exchange, EwsRequest request) {
        Optional<SmtpAddress> impersonated = request.impersonated();
        if (impersonated.isPresent()) {
            if (!exchange.account().mayOpen(impersonated.get())) {
                throw new EwsRefusal("ErrorImpersonateUserDenied",
                        "The account does not have permission to impersonate the requested user.");
            }
            if (store.mailbox(impersonated.get()).isEmpty()) {
                throw new EwsRefusal("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.");
            }
        }
        return new EwsSession(store, exchange.account(), impersonated);
    }

    /** @return true if the fault was EWS's own and is answered */
    private boolean applied(Fault fault, String operation, HttpExchange exchange) throws IOException {
        if (fault.kind() == FaultKind.BUSY) {
            fault(exchange, new SoapFault("ErrorServerBusy", "The server cannot service this request right now.",
                    "ErrorServerBusy", Map.of("BackOffMilliseconds", Long.toString(fault.number(30_000)))));
            return true;
        }
        String code = switch (fault.kind()) {
            case QUOTA -> "ErrorQuotaExceeded";
            case TOO_LARGE -> "ErrorMessageSizeExceeded";
            case ERROR -> fault.value().isEmpty() ? "ErrorInternalServerError" : fault.value();
            default -> "";
        };
        if (code.isEmpty()) {
            return false;
        }
        exchange.respond(200, Soap.CONTENT_TYPE, envelope(out -> Answers.one(out, operation, () -> {
            throw new EwsRefusal(code, "As ordered.");
        })));
        return true;
    }

    private static byte[] withNineDigits(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8).replaceAll("(\\d\\d:\\d\\d:\\d\\d)Z", "$1.000000000Z")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void fault(HttpExchange exchange, SoapFault fault) throws IOException {
        var bytes = new ByteArrayOutputStream();
        fault.write(bytes);
        exchange.respond(faults.takes(FaultKind.FAULT_200, "") ? 200 : 500, Soap.CONTENT_TYPE, bytes.toByteArray());
    }

    /** A whole answer, as of Exchange 2016. */
    static byte[] envelope(SoapEnvelope.Part body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        SoapEnvelope.write(bytes, Map.of(), out -> out.start("t:ServerVersionInfo")
                .attribute("MajorVersion", "15")
                .attribute("MinorVersion", "1")
                .attribute("MajorBuildNumber", "2507")
                .attribute("MinorBuildNumber", "6")
                .attribute("Version", "V2017_07_11")
                .end(), body);
        return bytes.toByteArray();
    }
}
