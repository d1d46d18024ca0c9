package org.voxpost.mailbox.webdav;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** The body of a batch request as a strict server reads it: targets first, each a name in the request's folder. */
record StubBatch(List<String> names, Map<String, String> properties) {
    private static final Map<String, String> ROOTS = Map.of("BPROPFIND", "propfind", "BPROPPATCH", "propertyupdate",
            "BMOVE", "move", "BDELETE", "delete");

    static StubBatch read(String method, byte[] body) throws IOException {
        List<String> names = new ArrayList<>();
        Map<String, String> properties = new TreeMap<>();
        try (var in = new XmlReader(new ByteArrayInputStream(body))) {
            in.root(ROOTS.getOrDefault(method, ""));
            in.child("target");
            while (in.nextChild()) {
                boolean named = in.name().equals("href");
                String href = in.text();
                if (!named || href.isEmpty() || href.contains("/") || href.contains(":")) {
                    throw new XmlException("'" + href + "' is no name in the folder");
                }
                names.add(href);
            }
            while (in.nextChild()) {
                boolean set = in.name().equals("set");
                if (set) {
                    in.child("prop");
                }
                while (in.nextChild()) {
                    String name = in.namespace() + in.name();
                    properties.put(name, in.text());
                }
            }
        }
        if (names.isEmpty()) {
            throw new XmlException("no target");
        }
        return new StubBatch(names, properties);
    }
}
