package org.voxpost.mailbox.autodiscover;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.autodiscover.AutodiscoverSettings.View;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.SoapFault;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Autodiscover by SOAP: GetUserSettings for one mailbox ([MS-OXWSADISC] 3.1.4.4), of Exchange 2010 and later. */
final class SoapAnswer {
    static final String ACTION = "http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings";
    private static final String NAMESPACE = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
    private static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";
    private static final Duration HOLDS = Duration.ofHours(24);
    private static final int LONGEST_REASON = 100;
    private static final List<String> WANTED = List.of("ExternalEwsUrl", "InternalEwsUrl", "ExternalUMUrl",
            "InternalUMUrl", "UserDN", "InternalRpcClientServer");

    private SoapAnswer() {
    }

    static boolean isAskedAt(URI place) {
        return place.getPath() != null && place.getPath().toLowerCase(java.util.Locale.ROOT).endsWith(".svc");
    }

    static void writeRequest(java.io.OutputStream to, URI place, SmtpAddress address) throws IOException {
        SoapEnvelope.write(to, Map.of("a", NAMESPACE, "wsa", ADDRESSING),
                header -> header.element("a:RequestedServerVersion", "Exchange2010").element("wsa:Action", ACTION)
                        .element("wsa:To", place.toString()),
                body -> writeBody(body, address));
    }

    private static void writeBody(XmlWriter out, SmtpAddress address) throws IOException {
        out.start("a:GetUserSettingsRequestMessage").start("a:Request");
        out.start("a:Users").start("a:User").element("a:Mailbox", address.value()).end().end();
        out.start("a:RequestedSettings");
        for (String setting : WANTED) {
            out.element("a:Setting", setting);
        }
        out.end().end().end();
    }

    static PoxAnswer read(XmlReader in, View view) throws IOException {
        try {
            return SoapEnvelope.read(in, header -> {
                header.skip();
                return header;
            }, body -> response(body, view));
        } catch (SoapFault fault) {
            return new PoxAnswer.Failure("fault " + shortened(fault.responseCode()));
        }
    }

    /** Collects what the three levels of the answer say; the innermost error counts. */
    private static PoxAnswer response(XmlReader in, View view) throws IOException {
        String code = "";
        String target = "";
        Map<String, String> settings = new HashMap<>();
        while (in.nextChild()) { // Response
            while (in.nextChild()) {
                switch (in.name()) {
                    case "ErrorCode" -> code = in.text().strip();
                    case "UserResponses" -> {
                        while (in.nextChild()) {
                            while (in.nextChild()) {
                                switch (in.name()) {
                                    case "ErrorCode" -> code = in.text().strip();
                                    case "RedirectTarget" -> target = in.text().strip();
                                    case "UserSettings" -> settings(in, settings);
                                    default -> in.skip();
                                }
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
        }
        return answer(code, target, settings, view);
    }

    private static void settings(XmlReader in, Map<String, String> to) throws IOException {
        while (in.nextChild()) {
            String name = "";
            String value = "";
            while (in.nextChild()) {
                switch (in.name()) {
                    case "Name" -> name = in.text().strip();
                    case "Value" -> value = in.text().strip();
                    default -> in.skip();
                }
            }
            to.put(name, value);
        }
    }

    private static PoxAnswer answer(String code, String target, Map<String, String> settings, View view) {
        return switch (code) {
            case "RedirectAddress" -> new PoxAnswer.OtherAddress(target);
            case "RedirectUrl" -> new PoxAnswer.OtherPlace(target);
            case "NoError" -> discovered(settings, view);
            default -> new PoxAnswer.Failure("error " + shortened(code));
        };
    }

    private static PoxAnswer discovered(Map<String, String> settings, View view) {
        Optional<URI> ews = url(settings, "EwsUrl", view);
        if (ews.isEmpty()) {
            return new PoxAnswer.Failure("names no EWS");
        }
        return new PoxAnswer.Settings(new Discovered(ews, url(settings, "UMUrl", view), Optional.empty(),
                Optional.empty(), new Discovered.Names(settings.getOrDefault("UserDN", ""),
                        settings.getOrDefault("InternalRpcClientServer", "")),
                HOLDS));
    }

    private static Optional<URI> url(Map<String, String> settings, String name, View view) {
        List<String> order = view == View.INTERNAL ? List.of("Internal", "External") : List.of("External", "Internal");
        return order.stream().flatMap(o -> PoxAnswer.uri(settings.getOrDefault(o + name, "")).stream()).findFirst();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(LONGEST_REASON, text.length()));
    }
}
