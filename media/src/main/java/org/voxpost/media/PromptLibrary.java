package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.media.wav.WavFile;

/**
 * The phrases of one language: shipped ones, and an operator's files that come before them. A phrase {@code goodbye} is
 * the file {@code goodbye.wav}, mono, 16-bit PCM or G.711, in the directory named after the language ({@code en}). Read
 * once and kept. Thread-safe; the first use of a phrase reads a file.
 */
public final class PromptLibrary {
    private static final String SHIPPED = "/org/voxpost/media/prompts/";

    private final String language;
    private final Optional<Path> overrides;
    private final Map<String, WavFile> phrases = new ConcurrentHashMap<>();

    private PromptLibrary(String language, Optional<Path> overrides) {
        if (!language.matches("[A-Za-z0-9-]{1,20}")) {
            throw new IllegalArgumentException("'" + language + "' is no language tag");
        }
        this.language = language;
        this.overrides = overrides;
    }

    /** The English phrases as shipped. */
    public static PromptLibrary shipped() {
        return new PromptLibrary("en", Optional.empty());
    }

    /**
     * The phrases of {@code language}; a file in {@code overrides/language} comes before the shipped one of that name.
     */
    public static PromptLibrary of(String language, Optional<Path> overrides) {
        return new PromptLibrary(language, overrides);
    }

    /**
     * The audio of one phrase.
     *
     * @throws IllegalArgumentException if there is none of that name, or its file cannot be played
     */
    public WavFile phrase(String name) {
        return phrases.computeIfAbsent(name, this::read);
    }

    /** Whether there is a phrase of that name. */
    public boolean has(String name) {
        try {
            return phrases.containsKey(name) || phrase(name).audio().length > 0;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }

    /** A number spoken digit by digit; what is no digit is left out. */
    public static Prompt digits(String number) {
        List<Prompt.Part> parts = new ArrayList<>();
        number.chars()
                .filter(c -> c >= '0' && c <= '9')
                .forEach(c -> parts.add(new Prompt.Phrase("digit-" + (char) c)));
        return new Prompt(parts);
    }

    private WavFile read(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,60}")) {
            throw new IllegalArgumentException("a phrase's name has letters, digits and hyphens");
        }
        String file = language + "/" + name + ".wav";
        try {
            Optional<Path> own = overrides.map(directory -> directory.resolve(file)).filter(Files::isReadable);
            return own.isPresent()
                    ? WavFile.read(own.get().toString(), Files.readAllBytes(own.get()))
                    : shippedFile(name, file);
        } catch (IOException e) {
            throw new IllegalArgumentException("phrase '" + name + "' cannot be played: " + e.getMessage(), e);
        }
    }

    private WavFile shippedFile(String name, String file) throws IOException {
        try (InputStream in = PromptLibrary.class.getResourceAsStream(SHIPPED + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no phrase '" + name + "' in language '" + language + "'");
            }
            return WavFile.read(file, in.readAllBytes());
        }
    }
}
