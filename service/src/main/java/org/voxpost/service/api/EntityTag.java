package org.voxpost.service.api;

import io.vertx.core.buffer.Buffer;

/** A strong entity tag of an answer (RFC 9110, 8.8.3): equal answers have equal tags. Pure. */
final class EntityTag {
    private EntityTag() {
    }

    static String of(Buffer body) {
        long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
        for (int i = 0; i < body.length(); i++) {
            hash = (hash ^ body.getByte(i) & 0xff) * 0x100000001b3L;
        }
        return '"' + Long.toHexString(hash) + '"';
    }
}
