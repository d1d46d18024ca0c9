package org.voxpost.mailbox.wire.nspi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Prefixes;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;

/** Stubs composed from [MS-OXABREF] 3.1.4 and section 6. */
class RfrStubTest {
    private static final String SERVER = "mail01";

    @Test
    void asksForTheAddressBooksServer() {
        byte[] stub = Vectors.hex("""
                00000000                   ulFlags
                03000000 00000000 03000000 pUserDN: max_count, offset, actual_count
                2f61 00 00                 "/a", padding
                00000000                   ppszUnused NULL
                00000200 00000000          ppszServer: a pointer to NULL
                """.lines().map(line -> line.substring(0, 27)).reduce("", String::concat));

        assertThat(RfrStub.getNewDsa("/a")).isEqualTo(stub);
        assertThat(RfrStub.readGetNewDsa(stub)).isEqualTo("/a");
    }

    @Test
    void answersUndoThemselves() {
        var found = new RfrStub.Answer(SERVER, 0);
        var unknown = new RfrStub.Answer("", RfrStub.NOT_FOUND);

        assertThat(RfrStub.Answer.readDsa(found.dsaStub())).isEqualTo(found);
        assertThat(RfrStub.Answer.readFqdn(found.fqdnStub())).isEqualTo(found);
        assertThat(RfrStub.Answer.readFqdn(unknown.fqdnStub())).isEqualTo(unknown);
        assertThat(RfrStub.readGetFqdn(RfrStub.getFqdn("/o=Lab/cn=EX1"))).isEqualTo("/o=Lab/cn=EX1");
    }

    @Test
    void refusesEveryShorterStubAndNamesOutOfRange() {
        for (byte[] shorter : Prefixes.of(new RfrStub.Answer(SERVER, 0).dsaStub())) {
            assertThatThrownBy(() -> RfrStub.Answer.readDsa(shorter)).isInstanceOf(WireException.class);
        }
        for (byte[] shorter : Prefixes.of(RfrStub.getNewDsa("/o=Lab"))) {
            assertThatThrownBy(() -> RfrStub.readGetNewDsa(shorter)).isInstanceOf(WireException.class);
        }
        byte[] contradicting = RfrStub.getFqdn("/o=Lab/cn=EX1");
        contradicting[4]++;
        assertThatThrownBy(() -> RfrStub.readGetFqdn(contradicting)).hasMessageContaining("cbMailboxServerDN");
        assertThatThrownBy(() -> RfrStub.getFqdn("/short")).isInstanceOf(IllegalArgumentException.class);
    }
}
