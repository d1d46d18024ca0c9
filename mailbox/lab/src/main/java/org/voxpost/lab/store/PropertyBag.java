package org.voxpost.lab.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/** Immutable MAPI properties by tag; the package's description names the value types. */
public final class PropertyBag {
    private static final PropertyBag EMPTY = new PropertyBag(new TreeMap<>(Integer::compareUnsigned));
    private static final int TYPE = 0xffff;
    private static final int MULTIVALUED = 0x1000;

    private final SortedMap<Integer, Object> byTag;

    private PropertyBag(SortedMap<Integer, Object> byTag) {
        this.byTag = byTag;
    }

    public static PropertyBag empty() {
        return EMPTY;
    }

    /** @throws IllegalArgumentException if a value has not the Java type of its tag */
    public static PropertyBag of(Map<Integer, Object> values) {
        var copy = new TreeMap<Integer, Object>(Integer::compareUnsigned);
        values.forEach((tag, value) -> copy.put(tag, checked(tag, value)));
        return new PropertyBag(copy);
    }

    /** Replaces also a value of the same property id and another type. */
    public PropertyBag with(int tag, Object value) {
        checked(tag, value);
        var copy = new TreeMap<Integer, Object>(Integer::compareUnsigned);
        copy.putAll(byTag);
        copy.keySet().removeIf(other -> other >>> 16 == tag >>> 16);
        copy.put(tag, value);
        return new PropertyBag(copy);
    }

    public PropertyBag withAll(PropertyBag others) {
        var copy = new TreeMap<Integer, Object>(Integer::compareUnsigned);
        copy.putAll(byTag);
        copy.keySet().removeIf(tag -> others.byId(tag >>> 16).isPresent());
        copy.putAll(others.byTag);
        return new PropertyBag(copy);
    }

    /** Without the property of this tag's id, whatever its type. */
    public PropertyBag without(int tag) {
        var copy = new TreeMap<Integer, Object>(Integer::compareUnsigned);
        copy.putAll(byTag);
        copy.keySet().removeIf(other -> other >>> 16 == tag >>> 16);
        return new PropertyBag(copy);
    }

    public @Nullable Object get(int tag) {
        return byTag.get(tag);
    }

    public boolean has(int tag) {
        return byTag.containsKey(tag);
    }

    /** The tag under which a property id is stored, with its type. */
    public Optional<Integer> byId(int id) {
        return byTag.subMap(id << 16, (id << 16) + TYPE + (id == TYPE ? 0 : 1)).keySet().stream().findFirst();
    }

    /** Empty if absent. */
    public String text(int tag) {
        return byTag.get(tag) instanceof String text ? text : "";
    }

    public int number(int tag, int otherwise) {
        return byTag.get(tag) instanceof Integer number ? number : otherwise;
    }

    public boolean flag(int tag) {
        return Boolean.TRUE.equals(byTag.get(tag));
    }

    public Optional<Instant> time(int tag) {
        return byTag.get(tag) instanceof Instant time ? Optional.of(time) : Optional.empty();
    }

    public byte[] bytes(int tag) {
        return byTag.get(tag) instanceof byte[] bytes ? bytes : new byte[0];
    }

    public int size() {
        return byTag.size();
    }

    /** In unsigned order of tags. */
    public void forEach(BiConsumer<Integer, Object> to) {
        byTag.forEach(to);
    }

    /** What the values take, roughly as Exchange counts. */
    public long sizeBytes() {
        return byTag.values().stream().mapToLong(PropertyBag::sizeBytes).sum();
    }

    private static long sizeBytes(Object value) {
        return switch (value) {
            case String text -> 2L * text.length();
            case byte[] bytes -> bytes.length;
            case Iterable<?> many -> {
                long sum = 0;
                for (Object one : many) {
                    sum += sizeBytes(one);
                }
                yield sum;
            }
            default -> 8;
        };
    }

    private static Object checked(int tag, Object value) {
        int type = tag & TYPE;
        boolean fits = (type & MULTIVALUED) != 0
                ? value instanceof java.util.List<?> list
                        && list.stream().allMatch(one -> isOf(type & ~MULTIVALUED, one))
                : isOf(type, value);
        if (!fits) {
            throw new IllegalArgumentException(
                    "property %08X cannot be a %s".formatted(tag, value.getClass().getSimpleName()));
        }
        return value;
    }

    private static boolean isOf(int type, Object value) {
        return switch (type) {
            case 0x0002 -> value instanceof Short;
            case 0x0003 -> value instanceof Integer;
            case 0x0004 -> value instanceof Float;
            case 0x0005, 0x0007 -> value instanceof Double;
            case 0x0006, 0x0014 -> value instanceof Long;
            case 0x000b -> value instanceof Boolean;
            case 0x001f -> value instanceof String;
            case 0x0040 -> value instanceof Instant;
            case 0x0048 -> value instanceof UUID;
            case 0x0102 -> value instanceof byte[];
            default -> false;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PropertyBag that && byTag.keySet().equals(that.byTag.keySet())
                && byTag.entrySet().stream().allMatch(e -> same(e.getValue(), that.byTag.get(e.getKey())));
    }

    private static boolean same(Object one, @Nullable Object other) {
        return one instanceof byte[] a && other instanceof byte[] b ? Arrays.equals(a, b) : one.equals(other);
    }

    @Override
    public int hashCode() {
        return byTag.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "PropertyBag of " + byTag.size();
    }
}
