package org.voxpost.mailbox.webdav;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;

/**
 * A 207's body (RFC 2518, 12.9), as far as it can be used: properties with status 200, and what happened to a resource.
 *
 * @param responses in the server's order
 */
record Multistatus(List<Resource> responses) {
    private static final int MOST = 10_000;

    /**
     * One resource.
     *
     * @param href as received; it must be sent back exactly so
     * @param status of the resource as a whole; 200 if the server does not say
     * @param properties texts by full name; elements inside a value are joined by line ends
     * @param refused status by full name of those properties that are not 200
     */
    record Resource(String href, int status, Map<String, String> properties, Map<String, Integer> refused) {
        String text(String property) {
            return properties.getOrDefault(property, "");
        }
    }

    /** @throws XmlException if it is none, even read leniently */
    static Multistatus read(InputStream body) throws IOException {
        List<Resource> responses = new ArrayList<>();
        try (var in = new XmlReader(new NameRepair(body))) {
            in.root("multistatus");
            while (in.nextChild()) {
                if (in.name().equals("response")) {
                    response(in, responses);
                    if (responses.size() > MOST) {
                        throw new XmlException("more than " + MOST + " responses");
                    }
                } else {
                    in.skip();
                }
            }
        }
        return new Multistatus(List.copyOf(responses));
    }

    /** Several hrefs may share one status (RFC 2518, 12.9.1). */
    private static void response(XmlReader in, List<Resource> to) throws IOException {
        List<String> hrefs = new ArrayList<>();
        int status = 200;
        Map<String, String> properties = new LinkedHashMap<>();
        Map<String, Integer> refused = new LinkedHashMap<>();
        while (in.nextChild()) {
            switch (in.name()) {
                case "href" -> {
                    hrefs.add(in.text().strip());
                    if (hrefs.size() > MOST) {
                        throw new XmlException("more than " + MOST + " hrefs");
                    }
                }
                case "status" -> status = status(in.text());
                case "propstat" -> propstat(in, properties, refused);
                default -> in.skip();
            }
        }
        for (String href : hrefs.isEmpty() ? List.of("") : hrefs) {
            to.add(new Resource(href, status, Map.copyOf(properties), Map.copyOf(refused)));
        }
    }

    private static void propstat(XmlReader in, Map<String, String> properties, Map<String, Integer> refused)
            throws IOException {
        int status = 200;
        Map<String, String> here = new LinkedHashMap<>();
        while (in.nextChild()) {
            switch (in.name()) {
                case "status" -> status = status(in.text());
                case "prop" -> {
                    while (in.nextChild()) {
                        String name = in.namespace() + in.name();
                        here.put(name, in.mixedText());
                    }
                }
                default -> in.skip();
            }
        }
        if (status == 200) {
            properties.putAll(here);
        } else {
            int why = status;
            here.keySet().forEach(name -> refused.put(name, why));
        }
    }

    /** {@code HTTP/1.1 404 Resource Not Found}: only the number is sure. */
    private static int status(String line) throws XmlException {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2 || !words[1].matches("[1-9][0-9]{2}")) {
            throw new XmlException("'" + line.strip() + "' is no status line");
        }
        return Integer.parseInt(words[1]);
    }
}
