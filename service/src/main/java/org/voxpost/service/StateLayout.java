package org.voxpost.service;

import java.nio.file.Path;

/** What lies where in the state directory. */
final class StateLayout {
    private StateLayout() {
    }

    /** Locked while a service runs. */
    static Path lock(Path state) {
        return state.resolve("lock");
    }

    /** The ladders of the last calls. */
    static Path trace(Path state) {
        return state.resolve("trace");
    }

    /** The copy of the address book. */
    static Path addressBook(Path state) {
        return state.resolve("address-book");
    }
}
