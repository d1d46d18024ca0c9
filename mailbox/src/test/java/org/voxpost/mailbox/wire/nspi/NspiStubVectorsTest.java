package org.voxpost.mailbox.wire.nspi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Prefixes;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.Restriction;

/** Stubs composed from [MS-OXNSPI] section 6; most were decoded by an independent implementation of NDR. */
class NspiStubVectorsTest {
    private static final PropertyTag NAME = PropertyTag.of(0x3001001F);
    private static final PropertyTag BUSINESS = PropertyTag.of(0x3A08001F);
    private static final ContextHandle HANDLE = new ContextHandle(0,
            UUID.fromString("33221100-5544-7766-8899-aabbccddeeff"));
    private static final String DN = "/o=Lab/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna";

    private final Vectors vectors = Vectors.of("nspi-ndr.txt");

    @Test
    void writesAndReadsRequests() {
        assertRequest("bind.request", new NspiCall.Bind(0, Stat.START));
        assertRequest("unbind.request", new NspiCall.Unbind());
        assertRequest("queryrows.request",
                new NspiCall.QueryRows(0, Stat.START, List.of(), 20, List.of(NAME, BUSINESS)));
        assertRequest("getmatches.phone.request",
                new NspiCall.GetMatches(Stat.START,
                        Optional.of(Restriction.Property.equal(BUSINESS, "+49 30 123456")), 5,
                        List.of(NAME, BUSINESS)));
        assertRequest("resolvenamesw.request",
                new NspiCall.ResolveNames(Stat.START, List.of(NAME, BUSINESS), List.of("anna", "bob")));
        assertRequest("dntomid.request", new NspiCall.DnToMid(List.of(DN)));
    }

    @Test
    void writesAndReadsAnswers() {
        assertAnswer("bind.response", new NspiCall.Bind(0, Stat.START));
        assertAnswer("unbind.response", new NspiCall.Unbind());
        assertAnswer("queryrows.response", new NspiCall.QueryRows(0, Stat.START, List.of(), 2, List.of()));
        assertAnswer("getmatches.response", matches());
        assertAnswer("getmatches.toobig.response", matches());
        assertAnswer("resolvenamesw.response", new NspiCall.ResolveNames(Stat.START, List.of(), List.of()));
        assertAnswer("dntomid.response", new NspiCall.DnToMid(List.of()));
        assertAnswer("getprops.response", new NspiCall.GetProps(0, Stat.START, List.of()));
    }

    @Test
    void understandsMatches() {
        NspiAnswer.Matches answer = NspiStub.answer(matches(), vectors.get("getmatches.response")).answer();

        assertThat(answer.mids()).containsExactly(0xc2f, 0xc30);
        assertThat(answer.rows().rows().getLast().text(NAME)).isEqualTo("Bob");
    }

    @Test
    void writesNestedFiltersAndReadsThemBack() {
        Restriction filter = Restriction.and(new Restriction.Not(new Restriction.Exist(BUSINESS)),
                Restriction.or(Restriction.Content.prefix(NAME, "An"), Restriction.Property.equal(BUSINESS, "1")),
                new Restriction.Size(2, NAME, 4), new Restriction.BitMask(true, PropertyTag.of(0x39000003), 8));
        var call = new NspiCall.GetMatches(Stat.START, Optional.of(filter), 5, List.of(NAME));

        assertThat(NspiStub.request(5, NspiStub.request(HANDLE, call)).call()).isEqualTo(call);
    }

    @Test
    void refusesEveryShorterStub() {
        for (byte[] shorter : Prefixes.of(vectors.get("getmatches.response"))) {
            assertThatThrownBy(() -> NspiStub.answer(matches(), shorter)).isInstanceOf(WireException.class);
        }
        for (byte[] shorter : Prefixes.of(vectors.get("getmatches.phone.request"))) {
            assertThatThrownBy(() -> NspiStub.request(5, shorter)).isInstanceOf(WireException.class);
        }
    }

    @Test
    void survivesDamagedStubs() {
        var random = new Random(20261124);
        for (int round = 0; round < 20_000; round++) {
            byte[] request = vectors.get("getmatches.phone.request");
            byte[] answer = vectors.get("getmatches.response");
            for (int i = 0; i < 3; i++) {
                request[random.nextInt(request.length)] = (byte) random.nextInt(8);
                answer[random.nextInt(answer.length)] = (byte) random.nextInt(8);
            }
            try {
                NspiStub.request(5, request);
                NspiStub.answer(matches(), answer);
            } catch (WireException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static NspiCall.GetMatches matches() {
        return new NspiCall.GetMatches(Stat.START, Optional.empty(), 2, List.of());
    }

    private void assertRequest(String vector, NspiCall<?> call) {
        assertThat(NspiStub.request(HANDLE, call)).as(vector).isEqualTo(vectors.get(vector));
        assertThat(NspiStub.request(call.opnum(), vectors.get(vector)).call()).as(vector).isEqualTo(call);
    }

    private <A extends NspiAnswer> void assertAnswer(String vector, NspiCall<A> call) {
        NspiStub.Answer<A> read = NspiStub.answer(call, vectors.get(vector));
        assertThat(NspiStub.answer(read.handle(), read.answer())).as(vector).isEqualTo(vectors.get(vector));
    }
}
