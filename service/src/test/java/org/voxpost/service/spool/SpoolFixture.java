package org.voxpost.service.spool;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Puts messages into a state directory, for tests of other packages. */
public final class SpoolFixture {
    private SpoolFixture() {
    }

    /** @return the delivery id */
    public static String accept(Path state, String owner, byte[] audio) {
        try (Database database = Database.open(state);
                RecordingStore store = RecordingStore.open(Fixtures.state(state), Optional.empty())) {
            SpoolSink sink = store.open(Fixtures.envelope(owner));
            return new Spool(database, store, InstantSource.system())
                    .accept(sink.envelope(), Fixtures.record(sink, audio), Marks.NONE).id().toString();
        }
    }

    /** Two takes of one message, as a process leaves them that dies before it accepts. @return the delivery id */
    public static String leave(Path state, String owner, byte[] first, byte[] second) {
        try (RecordingStore store = RecordingStore.open(Fixtures.state(state), Optional.empty())) {
            Envelope envelope = Fixtures.envelope(owner);
            Fixtures.record(store.open(envelope), first);
            Fixtures.record(store.open(envelope), second);
            return envelope.id().toString();
        }
    }
}
