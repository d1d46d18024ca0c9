package org.voxpost.mailbox.wire.rop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;

/** Which ROPs there are records for ([MS-OXCROPS] 2.2.2): all that a voice mail client has a use for. */
class RopReaderTest {
    private static final byte[] REQUESTS = Vectors.hex("""
            01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 1c 1d 1e 1f 21 22 23 24 25 26 27 29
            2b 2c 2d 2e 2f 32 33 34 43 44 46 4a 4f 50 55 56 58 5d 5e 66 81 90 91 a3 fe""");
    private static final byte[] ANSWERS_ONLY = Vectors.hex("2a 6e f9 ff");
    private static final int BYTES = 512;

    @Test
    void everyRopOfTheListIsARecordAndNoOtherIsTakenForOne() {
        int[] known = IntStream.range(0, 0x100).filter(id -> !fails(() -> RopReader.read(id, zeros()), "is not known"))
                .toArray();

        assertThat(known).containsExactly(ids(REQUESTS));
    }

    @Test
    void fourComeWithoutHavingBeenAskedFor() {
        int[] known = IntStream.range(0, 0x100).filter(id -> !fails(() -> answers(id), "more answers than requests"))
                .toArray();

        assertThat(known).containsExactly(ids(ANSWERS_ONLY));
    }

    private static void answers(int id) {
        byte[] answer = Arrays.copyOf(new byte[]{(byte) id}, 3); // no more than the shortest of them has
        new RopBuffer(answer, new int[0]).answers(List.of());
    }

    private static int[] ids(byte[] bytes) {
        return IntStream.range(0, bytes.length).map(i -> Byte.toUnsignedInt(bytes[i])).toArray();
    }

    private static WireReader zeros() {
        return new WireReader(new byte[BYTES]);
    }

    private static boolean fails(Runnable reading, String because) {
        try {
            reading.run();
            return false;
        } catch (WireException refused) {
            return String.valueOf(refused.getMessage()).contains(because);
        }
    }
}
