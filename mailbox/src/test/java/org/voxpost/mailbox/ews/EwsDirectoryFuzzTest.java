package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** Answers to ResolveNames with places cut, doubled and overwritten. */
class EwsDirectoryFuzzTest {
    private static final int TRIES = 5000;
    private static final String ANSWER = EwsReplay.envelope(EwsReplay.messages("ResolveNames",
            EwsReplay.message("ResolveNames", "Success", "NoError", """
                    <m:ResolutionSet TotalItemsInView='1' IncludesLastItemInRange='true'><t:Resolution><t:Mailbox>
                    <t:Name>Bo</t:Name><t:EmailAddress>bo@x.example</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType>
                    </t:Mailbox><t:Contact><t:DisplayName>Bo Lind</t:DisplayName><t:EmailAddresses>
                    <t:Entry Key='EmailAddress1'>SMTP:bo@x.example</t:Entry></t:EmailAddresses><t:PhoneNumbers>
                    <t:Entry Key='BusinessPhone'>+46 8 1</t:Entry></t:PhoneNumbers></t:Contact></t:Resolution>
                    </m:ResolutionSet>""")));
    private static final List<String> PIECES = List.of("<", ">", "</", "&", "&#0;", "]]>", "<t:Contact>", "</t:Entry>",
            "'", "\"", "<!DOCTYPE a>", "@", ":");

    @Test
    void endsWithPeopleOrAnIoException() {
        long seed = 20260304;
        Random random = new Random(seed);
        int whole = 0;
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder(ANSWER);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int from = random.nextInt(text.length());
                text.replace(from, Math.min(text.length(), from + random.nextInt(9)),
                        PIECES.get(random.nextInt(PIECES.size())));
            }
            Resolutions found = new Resolutions();
            try (XmlReader in = new XmlReader(
                    new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))) {
                SoapEnvelope.read(in, header -> {
                    header.skip();
                    return Optional.empty();
                }, response -> ResponseMessages.read(response, "ResolveNames", found));
                whole += found.people.isEmpty() ? 0 : 1;
            } catch (IOException expected) {
                assertThat(expected.getMessage()).isNotNull();
            } catch (RuntimeException e) {
                fail("seed %d, try %d: %s".formatted(seed, i, text), e);
            }
        }
        assertThat(whole).as("not everything is broken").isBetween(1, TRIES - 1);
    }
}
