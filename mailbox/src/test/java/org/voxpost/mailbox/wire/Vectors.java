package org.voxpost.mailbox.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Byte vectors of one file below {@code /vectors}: {@code [name]} begins one, {@code #} a comment, the rest is hex. */
public final class Vectors {
    private final String file;
    private final Map<String, byte[]> byName;

    private Vectors(String file, Map<String, byte[]> byName) {
        this.file = file;
        this.byName = byName;
    }

    /** @param file name without directory */
    public static Vectors of(String file) {
        var texts = new LinkedHashMap<String, StringBuilder>();
        String name = "";
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    name = line.substring(1, line.indexOf(']'));
                    texts.put(name, new StringBuilder());
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    Objects.requireNonNull(texts.get(name), line).append(line.strip()).append(' ');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var bytes = new LinkedHashMap<String, byte[]>();
        texts.forEach((k, v) -> bytes.put(k, hex(v.toString())));
        return new Vectors(file, bytes);
    }

    /** Pairs of hex digits, blanks between them. */
    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    public byte[] get(String name) {
        return Objects.requireNonNull(byName.get(name), file + " has no [" + name + "]").clone();
    }

    public Map<String, byte[]> all() {
        return byName;
    }
}
