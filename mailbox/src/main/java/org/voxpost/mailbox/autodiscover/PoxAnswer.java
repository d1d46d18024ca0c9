package org.voxpost.mailbox.autodiscover;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.voxpost.mailbox.autodiscover.AutodiscoverSettings.View;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** The answer of plain old XML Autodiscover ([MS-OXDSCLI] 2.2.4); names are compared without their namespace. */
sealed interface PoxAnswer {

    /** {@code Action} settings. */
    record Settings(Discovered discovered) implements PoxAnswer {
    }

    /** {@code Action} redirectAddr: ask again for this address. */
    record OtherAddress(String address) implements PoxAnswer {
    }

    /** {@code Action} redirectUrl: ask again there. */
    record OtherPlace(String url) implements PoxAnswer {
    }

    /** {@code Error}, or nothing of use. */
    record Failure(String reason) implements PoxAnswer {
    }

    static PoxAnswer read(XmlReader in, View view) throws IOException {
        in.root("Autodiscover");
        Reading reading = new Reading();
        while (in.child("Response")) {
            while (in.nextChild()) {
                switch (in.name()) {
                    case "User" -> reading.user(in);
                    case "Account" -> reading.account(in);
                    case "Error" -> reading.error(in);
                    default -> in.skip();
                }
            }
        }
        in.end();
        return reading.answer(view);
    }

    /** Collects an answer. */
    final class Reading {
        private static final Duration DEFAULT_TTL = Duration.ofHours(24);

        private String action = "";
        private String address = "";
        private String url = "";
        private String error = "";
        private String mailboxDn = "";
        private Duration holds = DEFAULT_TTL;
        private final List<Map<String, String>> protocols = new ArrayList<>();

        private Reading() {
        }

        private void user(XmlReader in) throws IOException {
            while (in.nextChild()) {
                if (in.name().equals("LegacyDN")) {
                    mailboxDn = in.text().strip();
                } else {
                    in.skip();
                }
            }
        }

        private void account(XmlReader in) throws IOException {
            while (in.nextChild()) {
                switch (in.name()) {
                    case "Action" -> action = in.text().strip().toLowerCase(Locale.ROOT);
                    case "RedirectAddr" -> address = in.text().strip();
                    case "RedirectUrl" -> url = in.text().strip();
                    case "Protocol" -> protocol(in);
                    default -> in.skip();
                }
            }
        }

        private void error(XmlReader in) throws IOException {
            String code = "";
            String message = "";
            while (in.nextChild()) {
                switch (in.name()) {
                    case "ErrorCode" -> code = in.text().strip();
                    case "Message" -> message = in.text().strip();
                    default -> in.skip();
                }
            }
            error = "error " + code + " " + message.substring(0, Math.min(100, message.length()));
        }

        private void protocol(XmlReader in) throws IOException {
            Map<String, String> fields = new HashMap<>();
            fields.put("Type", in.attribute("Type").orElse(""));
            while (in.nextChild()) {
                switch (in.name()) {
                    case "Type", "EwsUrl", "ASUrl", "UMUrl", "TTL", "Server" -> {
                        String name = in.name();
                        fields.put(name, in.text().strip());
                    }
                    case "MailStore", "AddressBook" -> {
                        String name = in.name();
                        while (in.nextChild()) {
                            String key = name + "/" + in.name();
                            fields.put(key, in.text().strip());
                        }
                    }
                    default -> in.skip();
                }
            }
            String ttl = fields.getOrDefault("TTL", "");
            if (ttl.matches("\\d{1,4}")) {
                holds = Duration.ofHours(Math.max(1, Integer.parseInt(ttl)));
            }
            protocols.add(fields);
        }

        private PoxAnswer answer(View view) {
            if (!error.isEmpty()) {
                return new Failure(error);
            }
            return switch (action) {
                case "redirectaddr" -> new OtherAddress(address);
                case "redirecturl" -> new OtherPlace(url);
                case "settings" -> new Settings(discovered(view));
                default -> new Failure("the action '" + action + "' is not known");
            };
        }

        private Discovered discovered(View view) {
            List<String> order = view == View.INTERNAL
                    ? List.of("EXCH", "EXHTTP", "EXPR")
                    : List.of("EXPR", "EXHTTP", "EXCH");
            String near = view == View.INTERNAL ? "InternalUrl" : "ExternalUrl";
            String far = view == View.INTERNAL ? "ExternalUrl" : "InternalUrl";
            return new Discovered(first(order, List.of("EwsUrl", "ASUrl")), first(order, List.of("UMUrl")),
                    first(List.of("mapiHttp"), List.of("MailStore/" + near, "MailStore/" + far)),
                    first(List.of("mapiHttp"), List.of("AddressBook/" + near, "AddressBook/" + far)),
                    new Discovered.Names(mailboxDn, text(List.of("EXCH"), List.of("Server"))), holds);
        }

        private Optional<URI> first(List<String> types, List<String> names) {
            return texts(types, names).flatMap(u -> uri(u).stream()).findFirst();
        }

        private String text(List<String> types, List<String> names) {
            return texts(types, names).findFirst().orElse("");
        }

        private Stream<String> texts(List<String> types, List<String> names) {
            return types.stream()
                    .flatMap(t -> protocols.stream().filter(p -> t.equalsIgnoreCase(p.getOrDefault("Type", ""))))
                    .flatMap(p -> names.stream().map(n -> p.getOrDefault(n, ""))).filter(text -> !text.isEmpty());
        }
    }

    static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text)).filter(u -> u.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
