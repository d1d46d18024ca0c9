package org.voxpost.service.config;

import java.util.Locale;

/** One name in its three spellings: {@code maxCalls} in code, {@code max-calls} in the file, {@code MAX_CALLS} outside. */
final class KeyName {
    private KeyName() {
    }

    static String inFile(String component) {
        var kebab = new StringBuilder();
        for (char c : component.toCharArray()) {
            if (Character.isUpperCase(c)) {
                kebab.append('-');
            }
            kebab.append(Character.toLowerCase(c));
        }
        return kebab.toString();
    }

    static String inEnvironment(String parent, String component) {
        return parent + "_" + inFile(component).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** {@code WAV_PCM} is written {@code wav-pcm}. */
    static String ofConstant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
