package org.voxpost.mailbox.wire.rop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.wire.Fuzz;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** Bytes gone wrong: whatever they are, the only thing that comes out is an answer or a WireException. */
class RopFuzzTest {
    private static final int ROUNDS = 4_000;
    private static final List<String> FILES = List.of("rop-logon.txt", "rop-table.txt", "rop-voicemail-create.txt",
            "rop-voicemail-read.txt", "rop-notify.txt", "rop-misc.txt", "rpc-header-ext.txt");
    private static final List<PropertyTag> COLUMNS = List.of(PidTag.MID, PidTag.MESSAGE_CLASS, PidTag.HTML,
            PidTag.ADDITIONAL_REN_ENTRY_IDS, PropertyTag.of(0x00370000));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void requestsGoneWrongAreReadOrRefused(long seed) {
        mutated(seed, bytes -> new RopBuffer(bytes, new int[0]).requests());
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void answersGoneWrongAreReadOrRefused(long seed) {
        List<Rop<?>> asked = List.of(new Logon(0, 1, 0, ""), new OpenFolder(0, 1, new ObjectId(1), 0),
                new QueryRows(1, 0, true, 50, COLUMNS), new GetPropertiesSpecific(1, 0, true, COLUMNS),
                OpenMessage.toRead(0, 1, new ObjectId(1), new ObjectId(2)), new GetPropertiesAll(1, 0, true),
                new GetNamesFromPropertyIds(0, List.of(1)), new ReadStream(1, 100), new WriteStream(1, new byte[1]),
                new SetReadFlags(1, 1, List.of()), new MoveCopyMessages(0, 1, List.of(), false), new FindRow(1, false,
                        java.util.Optional.empty(), 0, COLUMNS));
        for (Rop<?> rop : asked) {
            mutated(seed, bytes -> new RopBuffer(bytes, new int[0]).answers(List.of(rop, rop)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void buffersGoneWrongAreReadOrRefused(long seed) {
        mutated(seed, bytes -> ExtendedBuffer.unpack(bytes).forEach(RopBuffer::read));
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
    void noiseIsReadOrRefused(long seed) {
        for (Fuzz.Reader reader : List.<Fuzz.Reader>of(bytes -> new RopBuffer(bytes, new int[0]).requests(),
                bytes -> new RopBuffer(bytes, new int[0]).answers(List.of()), bytes -> Lz77.decompress(bytes, 0xffff),
                bytes -> Restriction.read(new WireReader(bytes)), MessageEntryId::read)) {
            Fuzz.run(seed, 3_000, RopFuzzTest::noise, reader);
        }
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        return noise;
    }

    @Test
    void aRestrictionThatNestsWithoutEndIsRefused() {
        byte[] nots = new byte[30_000];
        java.util.Arrays.fill(nots, (byte) Restriction.Not.TYPE);

        assertThatThrownBy(() -> Restriction.read(new WireReader(nots))).isInstanceOf(WireException.class)
                .hasMessageContaining("nested deeper than");
    }

    @Test
    void aRestrictionAsDeepAsAllowedIsRead() {
        Restriction deep = new Restriction.Exist(PidTag.SUBJECT);
        for (int i = 0; i < Restriction.DEEPEST; i++) {
            deep = new Restriction.Not(deep);
        }
        var out = new WireWriter();
        deep.write(out);

        assertThat(Restriction.read(new WireReader(out.bytes()))).isEqualTo(deep);
    }

    @Test
    void everyKindOfRestrictionIsReadAsItWasWritten() {
        Restriction all = new Restriction.And(List.of(
                Restriction.or(Restriction.Content.prefix(PidTag.SUBJECT, "a"), new Restriction.Exist(PidTag.HTML)),
                new Restriction.Not(Restriction.Property.equal(PidTag.MESSAGE_FLAGS, 1)),
                new Restriction.CompareProperties(Restriction.LESS, PidTag.CREATION_TIME, PidTag.CLIENT_SUBMIT_TIME),
                new Restriction.BitMask(true, PidTag.MESSAGE_FLAGS, 4), new Restriction.Size(2, PidTag.HTML, 100),
                new Restriction.SubObject(PropertyTag.of(0x0E12000D), new Restriction.Exist(PidTag.SMTP_ADDRESS)),
                new Restriction.Comment(List.of(PropertyValue.of(PidTag.SUBJECT, "b")), java.util.Optional.empty()),
                new Restriction.Count(3, new Restriction.Exist(PidTag.SUBJECT))));
        var out = new WireWriter();
        all.write(out);

        assertThat(Restriction.read(new WireReader(out.bytes()))).isEqualTo(all);
    }

    @Test
    void aCountBeyondTheBytesIsRefusedBeforeAnythingIsAllocated() {
        byte[] huge = Vectors.hex("08 01 00 00 00 00 FF FF");

        assertThatThrownBy(() -> new RopBuffer(huge, new int[0]).answers(List.of(new GetPropertiesAll(1, 0, true))))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("PropertyValueCount");
    }

    private static void mutated(long seed, Fuzz.Reader reader) {
        Fuzz.run(seed, ROUNDS, vectors(), reader);
    }

    private static List<byte[]> vectors() {
        var all = new ArrayList<byte[]>();
        FILES.forEach(file -> all.addAll(Vectors.of(file).all().values()));
        return all;
    }
}
