package org.voxpost.service.routing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;

/** The persons of an index as bytes: an object for each would take four times the memory. Filled by one thread. */
final class PersonTexts {
    private static final int LONGEST = 0xffff;
    private static final int VOICEMAIL = 1;

    private static final int SPARE = 16;

    private byte[] bytes;
    private int[] starts;
    private int end;
    private int count;

    PersonTexts() {
        bytes = new byte[1 << 16];
        starts = new int[1 << 10];
    }

    /** An empty one with room for as much as another has, and a little more. */
    PersonTexts(PersonTexts like) {
        bytes = new byte[Math.max(1 << 16, like.end + like.end / (2 * SPARE))];
        starts = new int[Math.max(1 << 10, like.count + like.count / (2 * SPARE))];
    }

    /** @return the number of the person, from 0 in the order of calls */
    int add(String id, String displayName, String address, boolean voicemail) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[count] = end;
        flag(voicemail ? VOICEMAIL : 0);
        text(id);
        text(displayName);
        text(address);
        return count++;
    }

    private void flag(int value) {
        room(1);
        bytes[end++] = (byte) value;
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, LONGEST);
        room(length + 2);
        bytes[end++] = (byte) (length >> 8);
        bytes[end++] = (byte) length;
        System.arraycopy(utf8, 0, bytes, end, length);
        end += length;
    }

    private void room(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.addExact(Math.max(bytes.length + (bytes.length >> 1), end), more));
        }
    }

    /** Gives back what was reserved and is not used, if it is worth a copy. */
    void trim() {
        if (bytes.length - end > end / SPARE) {
            bytes = Arrays.copyOf(bytes, end);
        }
        if (starts.length - count > count / SPARE) {
            starts = Arrays.copyOf(starts, count);
        }
    }

    int count() {
        return count;
    }

    long sizeBytes() {
        return bytes.length + 4L * starts.length;
    }

    boolean voicemail(int person) {
        return bytes[starts[person]] == VOICEMAIL;
    }

    IndexedPerson person(int person) {
        int at = starts[person] + 1;
        String id = textAt(at);
        at += 2 + lengthAt(at);
        String name = textAt(at);
        at += 2 + lengthAt(at);
        String address = textAt(at);
        return new IndexedPerson(id, name, address.isEmpty() ? Optional.empty() : Optional.of(new SmtpAddress(address)),
                voicemail(person));
    }

    private int lengthAt(int at) {
        return Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
    }

    private String textAt(int at) {
        return new String(bytes, at + 2, lengthAt(at), StandardCharsets.UTF_8);
    }
}
