package org.voxpost.lab.autodiscover;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Plain old XML ([MS-OXDSCLI] 2.2.3 and 2.2.4). */
final class PoxHandler implements HttpHandler {
    private static final String REQUEST = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
    private static final String ANSWER = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
    private static final String OUTER = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";

    private final Autodiscover told;

    PoxHandler(Autodiscover told) {
        this.told = told;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Optional<String> address = address(exchange.bodyBytes(Autodiscover.LONGEST_REQUEST));
        var bytes = new ByteArrayOutputStream();
        XmlWriter out = new XmlWriter(bytes);
        out.start("Autodiscover").attribute("xmlns", OUTER);
        if (address.isEmpty()) {
            error(out, "600", "Invalid Request");
        } else {
            Optional<LabMailbox> mailbox = told.mailbox(address.get());
            if (mailbox.isEmpty()) {
                error(out, "500", "The e-mail address cannot be found.");
            } else {
                boolean mapi = exchange.header("X-MapiHttpCapability").isPresent();
                answer(out, mailbox.get(), mapi);
            }
        }
        out.end().finish();
        exchange.respond(200, Autodiscover.XML, bytes.toByteArray());
    }

    /** @return empty if this is no request for Outlook's settings */
    private static Optional<String> address(byte[] body) throws IOException {
        String address = "";
        String schema = "";
        try (var in = new XmlReader(new ByteArrayInputStream(body))) {
            in.root("Autodiscover");
            if (!in.namespace().equals(REQUEST) || !in.child("Request")) {
                return Optional.empty();
            }
            while (in.nextChild()) {
                switch (in.name()) {
                    case "EMailAddress" -> address = in.text();
                    case "AcceptableResponseSchema" -> schema = in.text().strip();
                    default -> in.skip();
                }
            }
        } catch (XmlException broken) {
            return Optional.empty();
        }
        return schema.equals(ANSWER) && !address.isBlank() ? Optional.of(address) : Optional.empty();
    }

    private static void error(XmlWriter out, String code, String text) throws IOException {
        out.start("Response").start("Error").attribute("Time", "00:00:00.0000000").attribute("Id", "1");
        out.element("ErrorCode", code).element("Message", text).start("DebugData").end().end().end();
    }

    private void answer(XmlWriter out, LabMailbox mailbox, boolean mapi) throws IOException {
        out.start("Response").attribute("xmlns", ANSWER).start("User");
        out.element("DisplayName", mailbox.displayName()).element("LegacyDN", mailbox.legacyExchangeDn());
        out.element("AutoDiscoverSMTPAddress", mailbox.owner().value()).end();
        out.start("Account").element("AccountType", "email").element("Action", "settings");
        for (String type : new String[]{"EXCH", "EXPR"}) {
            out.start("Protocol").element("Type", type).element("Server", mailbox.guid() + "@lab.invalid");
            out.element("ASUrl", told.url("/EWS/Exchange.asmx")).element("EwsUrl", told.url("/EWS/Exchange.asmx"));
            out.element("UMUrl", told.url("/EWS/UM2007Legacy.asmx")).end();
        }
        if (mapi) {
            out.start("Protocol").attribute("Type", "mapiHttp").attribute("Version", "1");
            urls(out, "MailStore", "/mapi/emsmdb", mailbox);
            urls(out, "AddressBook", "/mapi/nspi", mailbox);
            out.end();
        }
        out.end().end();
    }

    private void urls(XmlWriter out, String element, String path, LabMailbox mailbox) throws IOException {
        String url = told.url(path) + "/?MailboxId=" + mailbox.guid() + "@lab.invalid";
        out.start(element).element("InternalUrl", url).element("ExternalUrl", url).end();
    }
}
