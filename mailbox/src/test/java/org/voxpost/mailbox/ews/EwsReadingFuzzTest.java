package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** Whatever a server sends, reading it ends with an item or an {@link IOException}. */
@Timeout(60)
class EwsReadingFuzzTest {
    private static final int TRIES = 15_000;
    private static final String ITEM = EwsReplay.envelope(EwsReplay.messages("GetItem", EwsReplay.message("GetItem",
            "Success", "NoError", """
                    <m:Items><t:Message><t:ItemId Id='AAMk' ChangeKey='C'/><t:ItemClass>IPM.Note</t:ItemClass>
                    <t:Body BodyType='Text'>Hello</t:Body><t:Attachments><t:FileAttachment><t:AttachmentId Id='a1'/>
                    <t:Name>vm;1/.wav</t:Name><t:ContentType>audio/wav</t:ContentType><t:Size>10</t:Size>
                    </t:FileAttachment></t:Attachments><t:DateTimeReceived>2026-03-01T09:15:00Z</t:DateTimeReceived>
                    <t:Size>4711</t:Size><t:Importance>High</t:Importance>
                    <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='0x6801' PropertyType='Integer'/>
                    <t:Value>14</t:Value></t:ExtendedProperty>
                    <t:From><t:Mailbox><t:Name>Bo</t:Name><t:EmailAddress>bo@x.example</t:EmailAddress></t:Mailbox>
                    </t:From><t:IsRead>true</t:IsRead></t:Message></m:Items>""")));
    private static final List<String> PIECES = List.of("<", ">", "</", "&", "&#0;", "\0", "]]>", "<![CDATA[", "-1",
            "99999999999999999999", "0x", "", "<t:x/>", "'", "\"", "<!--", "<!DOCTYPE a>", "\uD83C", "9", "-", ":");

    @Test
    void endsWithAnItemOrAnIoException() {
        long seed = 20260301;
        Random random = new Random(seed);
        int whole = 0;
        for (int i = 0; i < TRIES; i++) {
            String document = changed(random);
            try {
                read(document);
                whole++;
            } catch (IOException expected) {
                assertThat(expected).hasMessageNotContaining("geheim");
            } catch (RuntimeException e) {
                fail("seed %d, try %d: %s".formatted(seed, i, document), e);
            }
        }
        assertThat(whole).as("not everything is broken").isBetween(1, TRIES - 1);
    }

    private static void read(String document) throws IOException {
        try (XmlReader in = new XmlReader(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))) {
            SoapEnvelope.read(in, header -> {
                header.skip();
                return Optional.empty();
            }, response -> ResponseMessages.read(response, "GetItem", EwsReadingFuzzTest::items));
        }
    }

    private static void items(XmlReader in) throws IOException {
        if (!in.name().equals("Items")) {
            in.skip();
            return;
        }
        while (in.nextChild()) {
            StoredItem.read(in).message();
        }
    }

    /** One to three places are cut, doubled or overwritten. */
    private static String changed(Random random) {
        StringBuilder text = new StringBuilder(ITEM);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(12));
            switch (random.nextInt(3)) {
                case 0 -> text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.insert(from, text.substring(from, to));
                default -> text.setLength(Math.max(1, text.length() - random.nextInt(40)));
            }
        }
        return text.toString();
    }
}
