package org.voxpost.service.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.SpeechLevel;

/**
 * Puts in order what an earlier process left: messages that were being sent are asked for before they are created again;
 * recordings without a row are accepted, cut off if their end is missing; files that belong to nothing go away. Where the
 * database is empty it may have been lost, and what the recordings hold may have been delivered: it is asked for first.
 */
final class Adoption {
    private static final Logger log = LoggerFactory.getLogger(Adoption.class);

    /** One file of a message; takes are in the order they were begun. */
    private record Take(String file, StoredAudio audio) {
    }

    private final Spool spool;

    Adoption(Spool spool) {
        this.spool = spool;
    }

    void run() {
        spool.crashed();
        boolean unsure = spool.isEmpty();
        try {
            spool.store().clearWork();
            takes(spool.store().files()).values().forEach(takes -> adopt(takes, unsure));
        } catch (IOException e) {
            throw new StorageException("recordings of the last run cannot be looked through: " + e.getMessage(), e);
        }
    }

    /** Accepts one message of this process whose acceptance failed, but not before all of it is in its file. */
    void adopt(DeliveryId id) throws IOException {
        spool.store().awaitWritten();
        takes(spool.store().takes(id)).values().forEach(takes -> adopt(takes, false));
    }

    /**
     * Takes copies of recordings from elsewhere whose message is not known here, one take of each; they may have been
     * delivered. What cannot be read is left out.
     */
    List<Delivery> from(Path directory) throws IOException {
        Map<DeliveryId, List<Take>> takes = new LinkedHashMap<>();
        for (String file : RecordingStore.filesIn(directory)) {
            try {
                StoredAudio audio = spool.store().inspectElsewhere(directory.resolve(file));
                takes.computeIfAbsent(audio.envelope().id(), id -> new ArrayList<>()).add(new Take(file, audio));
            } catch (IOException e) {
                log.error("{} is left out: {}", file, e.getMessage());
            }
        }
        var adopted = new ArrayList<Delivery>();
        for (Map.Entry<DeliveryId, List<Take>> message : takes.entrySet()) {
            Optional<Take> best = spool.find(message.getKey()).isPresent()
                    ? Optional.empty()
                    : best(message.getValue());
            if (best.isPresent()) {
                spool.store().copyIn(directory.resolve(best.get().file()), best.get().file());
                adopted.add(spool.adoptUnsure(best.get().audio().envelope(), content(best.get())));
                spool.poke(message.getKey());
            }
        }
        return adopted;
    }

    private Map<DeliveryId, List<Take>> takes(List<String> files) throws IOException {
        Map<DeliveryId, List<Take>> takes = new LinkedHashMap<>();
        for (String file : files) {
            if (spool.owns(file)) {
                continue;
            }
            try {
                StoredAudio audio = spool.store().inspect(file);
                takes.computeIfAbsent(audio.envelope().id(), id -> new ArrayList<>()).add(new Take(file, audio));
            } catch (TornHeader e) {
                log.info("{}: no recording had begun", e.getMessage());
                delete(file);
            } catch (IOException e) {
                log.error("{} is left as it is: {}", file, e.getMessage());
            }
        }
        return takes;
    }

    private void adopt(List<Take> takes, boolean unsure) {
        DeliveryId id = takes.getFirst().audio().envelope().id();
        if (spool.find(id).isEmpty()) {
            best(takes).ifPresent(take -> accept(take, unsure));
        }
        for (Take take : takes) {
            if (!spool.owns(take.file())) {
                delete(take.file());
            }
        }
    }

    /** The newest take that is whole, else the newest with anything in it: what hanging up would have sent. */
    private static Optional<Take> best(List<Take> takes) {
        List<Take> newestFirst = takes.stream()
                .filter(t -> t.audio().lengthBytes() > 0 && t.audio().format().isPresent())
                .toList().reversed();
        return newestFirst.stream().filter(t -> t.audio().whole()).findFirst()
                .or(() -> newestFirst.stream().findFirst());
    }

    private void accept(Take take, boolean unsure) {
        StoredAudio audio = take.audio();
        if (unsure) {
            spool.adoptUnsure(audio.envelope(), content(take));
        } else {
            spool.adopt(audio.envelope(), content(take));
        }
        log.info("a recording of {} bytes for {} was left behind and will be delivered{}{}",
                audio.lengthBytes(), audio.envelope().mailbox(), audio.whole() ? "" : ", cut off",
                unsure ? ", unless it is there already" : "");
    }

    private Delivery.Audio content(Take take) {
        AudioFormat format = take.audio().format().orElseThrow();
        return new Delivery.Audio(take.file(), format, take.audio().lengthBytes(),
                gainDb(spool.store(), take.file(), format), !take.audio().whole());
    }

    /** Measured now, as what was measured while it was recorded died with that process. */
    private static double gainDb(RecordingStore store, String file, AudioFormat format) {
        try (InputStream in = store.audio(file)) {
            return SpeechLevel.gainDb(SpeechLevel.dbov(format, in));
        } catch (IOException e) {
            log.warn("{} keeps its level: {}", file, e.getMessage());
            return 0;
        }
    }

    private void delete(String file) {
        try {
            spool.store().delete(file);
        } catch (IOException e) {
            log.warn("{} cannot be deleted: {}", file, e.getMessage());
        }
    }
}
