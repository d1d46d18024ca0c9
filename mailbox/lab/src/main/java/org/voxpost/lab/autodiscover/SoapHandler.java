package org.voxpost.lab.autodiscover;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.SoapFault;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** GetUserSettings ([MS-OXWSADISC] 3.1.4.4) for any number of users. */
final class SoapHandler implements HttpHandler {
    private static final String NAMESPACE = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
    private static final String SCHEMAS = "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2,"
            + " Exchange2013, Exchange2013_SP1, Exchange2016";

    private final Autodiscover told;

    SoapHandler(Autodiscover told) {
        this.told = told;
    }

    private record Wanted(List<String> users, List<String> settings) {
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Wanted wanted;
        try (var in = new XmlReader(new ByteArrayInputStream(exchange.bodyBytes(Autodiscover.LONGEST_REQUEST)))) {
            wanted = SoapEnvelope.read(in, header -> {
                header.skip();
                return "";
            }, SoapHandler::wanted);
        } catch (XmlException | SoapFault e) {
            exchange.respond(400, "text/html", "");
            return;
        }
        var bytes = new ByteArrayOutputStream();
        SoapEnvelope.write(bytes, Map.of("a", NAMESPACE), header -> {
        }, out -> answer(out, wanted));
        exchange.respond(200, Autodiscover.XML, bytes.toByteArray());
    }

    private static Wanted wanted(XmlReader in) throws IOException {
        if (!in.name().equals("GetUserSettingsRequestMessage") || !in.namespace().equals(NAMESPACE)) {
            throw new XmlException(in.name() + " is not served");
        }
        var users = new ArrayList<String>();
        var settings = new ArrayList<String>();
        while (in.nextChild()) {
            while (in.nextChild()) {
                boolean isUsers = in.name().equals("Users");
                if (!isUsers && !in.name().equals("RequestedSettings")) {
                    in.skip();
                    continue;
                }
                while (in.nextChild()) {
                    if (isUsers) {
                        while (in.nextChild()) {
                            users.add(in.text());
                        }
                    } else {
                        settings.add(in.text().strip());
                    }
                }
            }
        }
        return new Wanted(List.copyOf(users), List.copyOf(settings));
    }

    private void answer(XmlWriter out, Wanted wanted) throws IOException {
        out.start("a:GetUserSettingsResponseMessage").start("a:Response");
        out.element("a:ErrorCode", "NoError").start("a:ErrorMessage").end().start("a:UserResponses");
        for (String user : wanted.users()) {
            out.start("a:UserResponse");
            Optional<LabMailbox> mailbox = told.mailbox(user);
            out.element("a:ErrorCode", mailbox.isPresent() ? "NoError" : "InvalidUser");
            out.element("a:ErrorMessage", mailbox.isPresent() ? "No error." : "Invalid user: '" + user + "'.");
            if (mailbox.isPresent()) {
                settings(out, wanted.settings(), values(mailbox.get()));
            }
            out.end();
        }
        out.end().end().end();
    }

    private Map<String, String> values(LabMailbox mailbox) {
        String ews = told.url("/EWS/Exchange.asmx");
        String umws = told.url("/EWS/UM2007Legacy.asmx");
        return Map.ofEntries(Map.entry("ExternalEwsUrl", ews), Map.entry("InternalEwsUrl", ews),
                Map.entry("ExternalUMUrl", umws), Map.entry("InternalUMUrl", umws),
                Map.entry("EwsSupportedSchemas", SCHEMAS), Map.entry("CasVersion", "15.01.2507.006"),
                Map.entry("GroupingInformation", "Lab-Site"), Map.entry("UserDisplayName", mailbox.displayName()),
                Map.entry("UserDN", mailbox.legacyExchangeDn()),
                Map.entry("AutoDiscoverSMTPAddress", mailbox.owner().value()));
    }

    private static void settings(XmlWriter out, List<String> wanted, Map<String, String> values) throws IOException {
        List<String> missing = wanted.stream().filter(name -> !values.containsKey(name)).toList();
        out.start("a:UserSettingErrors");
        for (String name : missing) {
            out.start("a:UserSettingError").element("a:ErrorCode", "SettingIsNotAvailable");
            out.element("a:ErrorMessage", "The setting is not available.").element("a:SettingName", name).end();
        }
        out.end().start("a:UserSettings");
        for (String name : wanted) {
            String value = values.get(name);
            if (value != null) {
                out.start("a:UserSetting").attribute("xmlns:i", "http://www.w3.org/2001/XMLSchema-instance");
                out.attribute("i:type", "a:StringSetting");
                out.element("a:Name", name).element("a:Value", value).end();
            }
        }
        out.end();
    }
}
