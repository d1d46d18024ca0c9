package org.voxpost.sip.jain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxpost.sip.SipListener.Transport;

/**
 * One message of torture.txt.
 *
 * @param name its name in the RFC
 * @param section where the RFC describes it
 * @param overUdp status it gets, several by a bar, and a part of the answer behind a blank; "drop" for silence
 * @param overTcp the same over TCP; "-closed" behind it if the connection ends
 */
record TortureMessage(String name, String section, String overUdp, String overTcp, String template) {
    private static final Pattern BYTE = Pattern.compile("\\{([0-9a-f]{2})}");

    static List<TortureMessage> all() {
        try (InputStream in = Objects.requireNonNull(TortureMessage.class.getResourceAsStream("torture.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<TortureMessage> all = new ArrayList<>();
            for (String part : text.substring(text.indexOf("== ")).split("(?m)^== ")) {
                int line = part.indexOf('\n');
                if (line > 0) {
                    String[] words = part.substring(0, line).split(" \\| ");
                    all.add(new TortureMessage(words[0], words[1], words[2], words[3], part.substring(line + 1)));
                }
            }
            return all;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String reaction(Transport transport) {
        return transport == Transport.UDP ? overUdp : overTcp;
    }

    byte[] bytes(String transport, int port) {
        return bytes(transport, port, UUID.randomUUID().toString().substring(0, 13));
    }

    byte[] bytes(String transport, int port, String id) {
        String text = template.replace("\n", "\r\n").replace("{via}", "SIP/2.0/" + transport + " 127.0.0.1:" + port)
                .replace("{transport}", transport).replace("{port}", Integer.toString(port)).replace("{id}", id);
        int blank = text.indexOf("\r\n\r\n") + 4;
        byte[] body = unescaped(text.substring(blank));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(unescaped(text.substring(0, blank).replace("{len}", Integer.toString(body.length))));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher escape = BYTE.matcher(text);
        int last = 0;
        while (escape.find()) {
            out.writeBytes(text.substring(last, escape.start()).getBytes(StandardCharsets.UTF_8));
            out.write(Integer.parseInt(escape.group(1), 16));
            last = escape.end();
        }
        out.writeBytes(text.substring(last).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
