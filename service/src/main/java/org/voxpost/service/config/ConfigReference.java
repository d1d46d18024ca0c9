package org.voxpost.service.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.sip.SipUri;

/** Every key of the configuration as Markdown, made of the records. */
public final class ConfigReference {
    private static final Map<Class<?>, String> NAMES = Map.ofEntries(Map.entry(String.class, "text"),
            Map.entry(int.class, "whole number"), Map.entry(boolean.class, "true or false"),
            Map.entry(Duration.class, "duration"), Map.entry(ByteSize.class, "size"), Map.entry(Path.class, "path"),
            Map.entry(java.net.URI.class, "address"), Map.entry(SmtpAddress.class, "mail address"),
            Map.entry(Locale.class, "language tag"), Map.entry(Pattern.class, "regular expression"),
            Map.entry(Secret.class, "secret"), Map.entry(SipUri.class, "SIP address"));

    private ConfigReference() {
    }

    /** One table a section, in the order of the records. */
    public static String markdown() {
        var out = new StringBuilder();
        section(out, VoxpostConfig.class, "", "The file", new HashMap<>());
        return out.toString();
    }

    /** @param told where a section's keys were told already */
    private static void section(StringBuilder out, Class<?> type, String path, String title,
            Map<Class<?>, String> told) {
        out.append("\n### ").append(title).append("\n\n");
        String same = told.putIfAbsent(type, title);
        if (same != null) {
            out.append("The keys of ").append(same).append(".\n");
            return;
        }
        out.append("| key | type | default | meaning |\n|---|---|---|---|\n");
        for (RecordComponent component : type.getRecordComponents()) {
            row(out, component);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> inner = inner(component.getGenericType());
            if (isSection(inner)) {
                boolean list = component.getType() == List.class;
                String at = (path.isEmpty() ? "" : path + ".") + KeyName.inFile(component.getName())
                        + (list ? "[]" : "");
                section(out, inner, at, "`" + at + "`", told);
            }
        }
    }

    private static void row(StringBuilder out, RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        out.append("| `").append(KeyName.inFile(component.getName())).append("` | ")
                .append(typeName(component.getGenericType())).append(" | ")
                .append(fallback(component, setting)).append(" | ")
                .append(setting.value().replace("|", "\\|")).append(range(component, setting)).append(" |\n");
    }

    private static String fallback(RecordComponent component, Setting setting) {
        if (setting.fallback().equals(Setting.REQUIRED)) {
            return "**required**";
        }
        boolean none = component.getType() == Optional.class || setting.fallback().equals("\"\"")
                || setting.fallback().equals("[]") || setting.fallback().equals("{}");
        return none ? "–" : "`" + setting.fallback() + "`";
    }

    private static String range(RecordComponent component, Setting setting) {
        boolean low = setting.min() != Long.MIN_VALUE;
        boolean high = setting.max() != Long.MAX_VALUE;
        if (!low && !high) {
            return "";
        }
        boolean duration = inner(component.getGenericType()) == Duration.class;
        return " (" + (low ? bound(setting.min(), duration) : "") + " … "
                + (high ? bound(setting.max(), duration) : "") + ")";
    }

    private static String bound(long value, boolean duration) {
        if (!duration) {
            return String.valueOf(value);
        }
        return value % 60_000 == 0 && value > 0
                ? value / 60_000 + " min"
                : value % 1000 == 0 ? value / 1000 + " s" : value + " ms";
    }

    private static Class<?> inner(Type type) {
        return type instanceof ParameterizedType p ? inner(p.getActualTypeArguments()[0]) : (Class<?>) type;
    }

    private static boolean isSection(Class<?> type) {
        return type.isRecord() && !NAMES.containsKey(type);
    }

    private static String typeName(Type type) {
        Class<?> inner = inner(type);
        String name = NAMES.get(inner);
        if (name == null) {
            name = inner.isEnum()
                    ? Arrays.stream(inner.getEnumConstants())
                            .map(c -> "`" + KeyName.ofConstant((Enum<?>) c) + "`").collect(Collectors.joining(" "))
                    : "section";
        }
        boolean list = type instanceof ParameterizedType p && p.getRawType() == List.class;
        return list ? "list of " + name : name;
    }
}
