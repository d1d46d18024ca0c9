package org.voxpost.service.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.service.config.Problems.Place;
import org.voxpost.sip.SipUri;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Binds a YAML node graph to records, going on after each mistake. A value that is wrong is replaced by its default, so
 * that the rest can be looked at too; the result is used only if there was no mistake.
 */
final class Binder {

    /** A value as it was written, and where. {@code environment} values may be literal secrets. */
    private record Written(Node node, Place place, boolean environment) {
    }

    private static final Set<Class<?>> SCALAR_RECORDS = Set.of(ByteSize.class, SmtpAddress.class, SipUri.class);

    private final Problems problems;
    private final EnvironmentOverrides overrides;
    private final Placeholders placeholders;
    private final Scalars scalars;
    private final String file;

    Binder(String file, Problems problems, EnvironmentOverrides overrides, Placeholders placeholders, Scalars scalars) {
        this.file = file;
        this.problems = problems;
        this.overrides = overrides;
        this.placeholders = placeholders;
        this.scalars = scalars;
    }

    /** @return null if a required part is missing or wrong */
    <T extends Record> @Nullable T bind(Class<T> type, @Nullable Node root) {
        Node node = root == null ? YamlText.emptyMapping() : root;
        return type.cast(record(type, written(node), "", "VOXPOST"));
    }

    private Written written(Node node) {
        return new Written(node, new Place(file, node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1),
                false);
    }

    private @Nullable Object record(Class<?> type, Written written, String path, String env) {
        Map<String, Written> given = entries(written, type, path);
        RecordComponent[] components = type.getRecordComponents();
        var values = new @Nullable Object[components.length];
        boolean whole = given != null;
        for (int i = 0; i < components.length && given != null; i++) {
            String key = KeyName.inFile(components[i].getName());
            String childPath = path.isEmpty() ? key : path + "." + key;
            Object value = component(components[i], given.get(key), written, childPath,
                    KeyName.inEnvironment(env, components[i].getName()));
            values[i] = value;
            whole &= value != null;
        }
        return whole ? construct(type, components, values, written.place(), path) : null;
    }

    private @Nullable Object component(RecordComponent component, @Nullable Written given, Written parent, String path,
            String env) {
        Setting setting = component.getAnnotation(Setting.class);
        Written value = overridden(component.getGenericType(), given, path, env);
        if (value != null) {
            Object bound = value(component.getGenericType(), value, path, env, setting);
            if (bound != null || setting.fallback().equals(Setting.REQUIRED)) {
                return bound;
            }
        }
        if (component.getType() == Optional.class) {
            return Optional.empty();
        }
        if (setting.fallback().equals(Setting.REQUIRED)) {
            problems.add(parent.place(), path, "is missing: " + setting.value());
            return null;
        }
        return value(component.getGenericType(), written(YamlText.compose(setting.fallback())), path, env, setting);
    }

    /** The value of the environment, else the file's; an empty one if only parts of it stand in the environment. */
    private @Nullable Written overridden(Type type, @Nullable Written given, String path, String env) {
        Optional<String> text = overrides.take(env);
        if (text.isPresent()) {
            Place place = new Place("environment " + env, 0);
            try {
                Node node = isScalar(type)
                        ? new ScalarNode(Tag.STR, text.get(), null, null,
                                org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN)
                        : YamlText.list(text.get());
                given = new Written(node, place, true);
            } catch (IllegalArgumentException e) {
                problems.add(place, path, String.valueOf(e.getMessage()));
            }
        } else if (given == null && overrides.hasBelow(env) && !isScalar(type)) {
            boolean list = type instanceof ParameterizedType p && p.getRawType() == List.class;
            given = new Written(list ? YamlText.emptySequence() : YamlText.emptyMapping(),
                    new Place("environment " + env + "_…", 0), true);
        }
        if (given != null) {
            problems.remember(path, given.place());
        }
        return given;
    }

    private static boolean isScalar(Type type) {
        if (type instanceof ParameterizedType p) {
            return p.getRawType() == Optional.class && isScalar(p.getActualTypeArguments()[0]);
        }
        return !((Class<?>) type).isRecord() || SCALAR_RECORDS.contains(type);
    }

    private @Nullable Object value(Type type, Written written, String path, String env, Setting setting) {
        if (type instanceof ParameterizedType p) {
            Type element = p.getActualTypeArguments()[0];
            if (p.getRawType() == List.class) {
                return list(element, written, path, env, setting);
            }
            Object value = value(element, written, path, env, setting);
            return value == null ? null : Optional.of(value);
        }
        return isScalar(type)
                ? scalar((Class<?>) type, written, path, setting)
                : record((Class<?>) type, written, path, env);
    }

    /** One value stands for a list of one; values of the environment replace or append elements. */
    private List<Object> list(Type element, Written written, String path, String env, Setting setting) {
        List<Node> nodes = written.node() instanceof SequenceNode s ? s.getValue() : List.of(written.node());
        var result = new ArrayList<Object>();
        for (int i = 0; i < nodes.size() || overrides.hasAtOrBelow(env + "_" + i); i++) {
            Written given = i < nodes.size() ? within(nodes.get(i), written) : null;
            Written one = overridden(element, given, path + "[" + i + "]", env + "_" + i);
            Object value = one == null ? null : value(element, one, path + "[" + i + "]", env + "_" + i, setting);
            if (value != null) {
                result.add(value);
            }
        }
        return result;
    }

    private Written within(Node node, Written parent) {
        return parent.environment() ? new Written(node, parent.place(), true) : written(node);
    }

    private @Nullable Object scalar(Class<?> type, Written written, String path, Setting setting) {
        if (!(written.node() instanceof ScalarNode scalar)) {
            problems.add(written.place(), path, "needs one value, not a list or mapping");
            return null;
        }
        try {
            if (type == Secret.class) {
                return Secret.of(
                        written.environment() ? scalar.getValue() : placeholders.secret(scalar.getValue()));
            }
            return scalars.read(type, placeholders.fill(scalar.getValue()), setting);
        } catch (IllegalArgumentException e) {
            problems.add(written.place(), path, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Map<String, Written> entries(Written written, Class<?> type, String path) {
        if (!(written.node() instanceof MappingNode mapping)) {
            if (written.node() instanceof ScalarNode s && s.getTag().equals(Tag.NULL)) {
                return new LinkedHashMap<>();
            }
            problems.add(written.place(), path, "needs keys and values: " + String.join(", ", keys(type)));
            return null;
        }
        var entries = new LinkedHashMap<String, Written>();
        for (NodeTuple tuple : mapping.getValue()) {
            Written value = within(tuple.getValueNode(), written);
            Written key = within(tuple.getKeyNode(), written);
            String name = tuple.getKeyNode() instanceof ScalarNode s ? s.getValue() : "?";
            check(name, keys(type), entries, key.place(), path);
            boolean absent = value.node() instanceof ScalarNode s && s.getTag().equals(Tag.NULL);
            if (!absent) {
                entries.putIfAbsent(name, new Written(value.node(), key.place(), value.environment()));
            }
        }
        return entries;
    }

    private void check(String name, List<String> known, Map<String, Written> before, Place place, String path) {
        if (!known.contains(name)) {
            problems.add(place, path.isEmpty() ? name : path + "." + name,
                    "is no known key" + NearestName.of(name, known)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; known here: " + String.join(", ", known)));
        } else if (before.containsKey(name)) {
            problems.add(place, path.isEmpty() ? name : path + "." + name, "is given twice");
        }
    }

    private static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(c -> KeyName.inFile(c.getName())).toList();
    }

    private @Nullable Object construct(Class<?> type, RecordComponent[] components, @Nullable Object[] values,
            Place place, String path) {
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (!problems.at(path)) { // else it is the consequence of what was told already
                problems.add(place, path, String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
            }
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
