package org.voxpost.mailbox.wire.nspi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.wire.Prefixes;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.mapihttp.RequestType;
import org.voxpost.mailbox.wire.rop.PropertyError;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/** Bodies of the address book endpoint, composed from [MS-OXCMAPIHTTP] 2.2.5 and accepted by a third party's server. */
class NspiHttpVectorsTest {
    private static final PropertyTag NAME = PropertyTag.of(0x3001001F);
    private static final PropertyTag SMTP = PropertyTag.of(0x39FE001F);
    private static final PropertyTag BUSINESS = PropertyTag.of(0x3A08001F);
    private static final PropertyTag MOBILE = PropertyTag.of(0x3A1C001F);
    private static final PropertyTag DEPARTMENT = PropertyTag.of(0x3A18001F);
    private static final PropertyTag ANR = PropertyTag.of(0x360C001F);
    private static final String DN = "/o=Lab/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna";
    private static final String NUMBER = "+49 30 123456";

    private final Vectors vectors = Vectors.of("mapihttp-nspi.txt");

    @Test
    void writesCursors() {
        Vectors stats = Vectors.of("nspi-stat.txt");

        assertStat(Stat.START, stats.get("initial"));
        assertStat(Stat.START.at(0xc31, 2, 57), stats.get("after-query"));
        assertStat(Stat.START.at(Stat.FRACTION, 1, 2), stats.get("fractional"));
        assertStat(Stat.START.at(Stat.END).moving(-10), stats.get("backwards"));
    }

    @Test
    void writesRequests() {
        assertRequest("bind.request", new NspiCall.Bind(0, Stat.START));
        assertRequest("unbind.request", new NspiCall.Unbind());
        assertRequest("getmatches.phone.request",
                new NspiCall.GetMatches(Stat.START, Optional.of(Restriction.Property.equal(BUSINESS, NUMBER)), 2,
                        List.of(NAME, SMTP, BUSINESS, MOBILE, DEPARTMENT, PropertyTag.of(0x39000003),
                                PropertyTag.of(0x0FFF0102))));
        assertRequest("resolvenames.request", new NspiCall.ResolveNames(Stat.START, List.of(NAME, SMTP),
                List.of("anna", "=SMTP:bob@lab.example")));
        assertRequest("dntomid.request", new NspiCall.DnToMid(List.of(DN)));
        assertRequest("getprops.request",
                new NspiCall.GetProps(0, Stat.START.at(0xc2f), List.of(NAME, PropertyTag.of(0x800F101F))));
        assertRequest("seekentries.request", new NspiCall.SeekEntries(Stat.START, new PropertyValue(NAME, "An"),
                List.of(), List.of(NAME, SMTP)));
        assertRequest("queryrows.request",
                new NspiCall.QueryRows(0, Stat.START, List.of(), 20, List.of(NAME, SMTP)));
        assertRequest("getspecialtable.request", new NspiCall.GetSpecialTable(NspiCall.UNICODE_STRINGS, Stat.START, 0));
        assertRequest("comparemids.request", new NspiCall.CompareMids(Stat.START, 1, 2));
        assertRequest("updatestat.request", new NspiCall.UpdateStat(Stat.START, true));
    }

    @Test
    void writesFilters() {
        assertFilter("getmatches.or.filter", Restriction.or(Restriction.Property.equal(BUSINESS, NUMBER),
                Restriction.Property.equal(MOBILE, NUMBER)));
        assertFilter("getmatches.displayname-prefix.filter", Restriction.Content.prefix(NAME, "Ann"));
        assertFilter("getmatches.anr.filter", Restriction.Property.equal(ANR, "anna"));
        assertFilter("getmatches.exist.filter", new Restriction.Exist(BUSINESS));
    }

    /** Some clients leave out the byte before the value. */
    @Test
    void readsFiltersWithoutPresenceByte() {
        var out = new WireWriter();
        Restriction filter = Restriction.Content.prefix(NAME, "Ann");
        HttpRestrictions.write(out, filter, false);

        assertThat(out.bytes()).hasSize(vectors.get("getmatches.displayname-prefix.filter").length - 1);
        assertThat(HttpRestrictions.read(new WireReader(out.bytes()))).isEqualTo(filter);
    }

    @Test
    void readsAndWritesAnswers() {
        assertAnswer("bind.response", new NspiCall.Bind(0, Stat.START));
        assertAnswer("unbind.response", new NspiCall.Unbind());
        assertAnswer("getmatches.response", new NspiCall.GetMatches(Stat.START, Optional.empty(), 2, List.of()));
        assertAnswer("getmatches.empty.response", new NspiCall.GetMatches(Stat.START, Optional.empty(), 2, List.of()));
        assertAnswer("getmatches.toocomplex.response",
                new NspiCall.GetMatches(Stat.START, Optional.empty(), 2, List.of()));
        assertAnswer("resolvenames.response", new NspiCall.ResolveNames(Stat.START, List.of(), List.of()));
        assertAnswer("dntomid.response", new NspiCall.DnToMid(List.of()));
        assertAnswer("getprops.response", new NspiCall.GetProps(0, Stat.START, List.of()));
        assertAnswer("getprops.partial.response", new NspiCall.GetProps(0, Stat.START, List.of()));
        assertAnswer("comparemids.response", new NspiCall.CompareMids(Stat.START, 1, 2));
        assertAnswer("getspecialtable.response", new NspiCall.GetSpecialTable(4, Stat.START, 0));
        assertAnswer("updatestat.response", new NspiCall.UpdateStat(Stat.START, true));
    }

    @Test
    void understandsMatches() {
        NspiAnswer.Matches answer = NspiHttp.answer(
                new NspiCall.GetMatches(Stat.START, Optional.empty(), 2, List.of()),
                vectors.get("getmatches.response"));

        assertThat(answer.mids()).containsExactly(0xc2f, 0xc30);
        assertThat(answer.rows().rows()).hasSize(2);
        assertThat(answer.rows().rows().getFirst().text(SMTP)).isEqualTo("anna@lab.example");
        assertThat(answer.rows().rows().getLast().cell(MOBILE).orElseThrow().value())
                .isEqualTo(PropertyError.NOT_FOUND);
    }

    @Test
    void understandsTheOtherAnswers() {
        assertThat(NspiHttp.answer(new NspiCall.Bind(0, Stat.START), vectors.get("bind.response")).server())
                .contains(UUID.fromString("aabbccdd-0011-2233-4455-66778899aabb"));
        assertThat(NspiHttp.answer(new NspiCall.GetProps(0, Stat.START, List.of()), vectors.get("getprops.response"))
                .values().getLast().value())
                .isEqualTo(List.of("SMTP:anna@lab.example", "EUM:4711;phone-context=lab.dp"));
        assertThat(NspiHttp.answer(new NspiCall.GetProps(0, Stat.START, List.of()),
                vectors.get("getprops.partial.response")).values().getFirst().value())
                .isEqualTo(PropertyError.NOT_FOUND);
        assertThat(NspiHttp.answer(new NspiCall.GetMatches(Stat.START, Optional.empty(), 1, List.of()),
                vectors.get("getmatches.toocomplex.response")).status()).isEqualTo(NspiStatus.TOO_COMPLEX);
        assertThat(NspiHttp.answer(new NspiCall.UpdateStat(Stat.START, true), vectors.get("updatestat.response"))
                .delta()).isEqualTo(OptionalInt.of(0));
        assertThat(NspiHttp.answer(new NspiCall.ResolveNames(Stat.START, List.of(), List.of()),
                vectors.get("resolvenames.response")).results()).containsExactly(2, 0);
    }

    /** Servers end an answer early when they failed. */
    @Test
    void acceptsAFailureWithNothingBehindIt() {
        byte[] failure = Vectors.hex("00000000 17010480");

        assertThat(NspiHttp.answer(new NspiCall.QueryRows(0, Stat.START, List.of(), 1, List.of()), failure).status())
                .isEqualTo(NspiStatus.TOO_COMPLEX);
    }

    @ParameterizedTest
    @CsvSource({"BIND,bind", "GET_MATCHES,getmatches.phone", "RESOLVE_NAMES,resolvenames", "DN_TO_MID,dntomid",
            "GET_PROPS,getprops", "SEEK_ENTRIES,seekentries", "QUERY_ROWS,queryrows",
            "GET_SPECIAL_TABLE,getspecialtable", "UPDATE_STAT,updatestat", "UNBIND,unbind"})
    void refusesEveryShorterRequest(RequestType type, String name) {
        for (byte[] shorter : Prefixes.of(vectors.get(name + ".request"))) {
            assertThatThrownBy(() -> NspiHttp.request(type, shorter)).isInstanceOf(WireException.class);
        }
    }

    @Test
    void refusesEveryShorterAnswer() {
        var matches = new NspiCall.GetMatches(Stat.START, Optional.empty(), 2, List.of());
        byte[] whole = vectors.get("getmatches.response");
        for (byte[] shorter : Prefixes.of(whole)) {
            if (shorter.length != whole.length - 4) { // the auxiliary buffer alone may be missing
                assertThatThrownBy(() -> NspiHttp.answer(matches, shorter)).isInstanceOf(WireException.class);
            }
        }
    }

    @Test
    void refusesCountsThatCannotBe() {
        byte[] request = vectors.get("dntomid.request");
        request[8] = 0x7f; // NameCount 0x7f000001

        assertThatThrownBy(() -> NspiHttp.request(RequestType.DN_TO_MID, request)).isInstanceOf(WireException.class)
                .hasMessageContaining("NameCount");
    }

    @Test
    void refusesFiltersNestedTooDeeply() {
        byte[] nested = new byte[1000];
        java.util.Arrays.fill(nested, (byte) 2);

        assertThatThrownBy(() -> HttpRestrictions.read(new WireReader(nested))).isInstanceOf(WireException.class)
                .hasMessageContaining("nested");
    }

    /** Whatever a peer sends, only a WireException comes out. */
    @Test
    void survivesDamagedMessages() {
        var random = new Random(20261124);
        var matches = new NspiCall.GetMatches(Stat.START, Optional.empty(), 2, List.of());
        for (int round = 0; round < 20_000; round++) {
            byte[] request = damaged(vectors.get("getmatches.phone.request"), random);
            byte[] answer = damaged(vectors.get("getmatches.response"), random);
            try {
                NspiHttp.request(RequestType.GET_MATCHES, request);
                NspiHttp.answer(matches, answer);
            } catch (WireException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static byte[] damaged(byte[] message, Random random) {
        for (int i = 0; i < 3; i++) {
            message[random.nextInt(message.length)] = (byte) random.nextInt();
        }
        return message;
    }

    private static void assertStat(Stat stat, byte[] golden) {
        var out = new WireWriter();
        stat.write(out);
        assertThat(out.bytes()).isEqualTo(golden);
        assertThat(Stat.read(new WireReader(golden))).isEqualTo(stat);
    }

    private void assertRequest(String vector, NspiCall<?> call) {
        assertThat(NspiHttp.request(call, true)).as(vector).isEqualTo(vectors.get(vector));
        assertThat(NspiHttp.request(call.type(), vectors.get(vector))).as(vector).isEqualTo(call);
    }

    private void assertFilter(String vector, Restriction filter) {
        var out = new WireWriter();
        HttpRestrictions.write(out, filter, true);
        assertThat(out.bytes()).as(vector).isEqualTo(vectors.get(vector));
        assertThat(HttpRestrictions.read(new WireReader(vectors.get(vector)))).as(vector).isEqualTo(filter);
    }

    private void assertAnswer(String vector, NspiCall<?> call) {
        assertThat(NspiHttp.answer(NspiHttp.answer(call, vectors.get(vector)))).as(vector)
                .isEqualTo(vectors.get(vector));
    }
}
