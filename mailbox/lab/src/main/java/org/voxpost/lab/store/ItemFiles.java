package org.voxpost.lab.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

import org.voxpost.mailbox.AudioSource;

/**
 * Exports items below one directory, {@code owner/ID.json} and {@code owner/ID/attachment}, or does nothing without one.
 * The JSON is renamed into place last: who sees it sees all of the item. Attachments are read from their files then.
 */
final class ItemFiles {
    private final Optional<Path> directory;

    ItemFiles(Optional<Path> directory) {
        this.directory = directory;
    }

    /** @return the item with its attachments' bytes in files */
    LabItem write(LabMailbox mailbox, LabItem item) {
        if (directory.isEmpty()) {
            return item;
        }
        try {
            Path folder = Files.createDirectories(directory.get().resolve(safe(mailbox.owner().value())));
            LabItem kept = item;
            if (!item.attachments().isEmpty()) {
                kept = writeAttachments(Files.createDirectories(folder.resolve(name(item))), item);
            }
            writeAtomically(folder.resolve(name(item) + ".json"), new ItemJson(mailbox).bytes(kept));
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("item " + item.id() + " of " + mailbox.owner() + " is not exported", e);
        }
    }

    private static LabItem writeAttachments(Path folder, LabItem item) throws IOException {
        var kept = new java.util.ArrayList<LabAttachment>();
        for (LabAttachment attachment : item.attachments()) {
            Path file = folder.resolve(fileName(item, attachment));
            if (!Files.exists(file)) {
                Path partial = folder.resolve(".partial-" + attachment.number());
                try (InputStream in = attachment.content().open()) {
                    Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            }
            kept.add(new LabAttachment(attachment.number(), attachment.properties(), AudioSource.of(file)));
        }
        return item.withAttachments(kept);
    }

    /** The attachment's file in the item's directory. */
    static String fileName(LabItem item, LabAttachment attachment) {
        String name = safe(attachment.name());
        boolean unique = !name.isEmpty()
                && item.attachments().stream().filter(other -> safe(other.name()).equals(name)).count() == 1;
        return unique ? name : attachment.number() + "-" + name;
    }

    private static void writeAtomically(Path file, byte[] bytes) throws IOException {
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
        Files.write(partial, bytes);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(LabMailbox mailbox, LabItem item) {
        if (directory.isEmpty()) {
            return;
        }
        Path folder = directory.get().resolve(safe(mailbox.owner().value()));
        try {
            Files.deleteIfExists(folder.resolve(name(item) + ".json"));
            Path attachments = folder.resolve(name(item));
            if (Files.isDirectory(attachments)) {
                deleteTree(attachments);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("item " + item.id() + " of " + mailbox.owner() + " is not deleted", e);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    static String name(LabItem item) {
        return "%012x".formatted(item.id());
    }

    private static String safe(String name) {
        String clean = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_");
        return clean.startsWith(".") ? "_" + clean : clean;
    }
}
