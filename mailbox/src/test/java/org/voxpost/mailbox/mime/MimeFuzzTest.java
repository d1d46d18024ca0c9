package org.voxpost.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.Fuzz;

/** Whatever somebody mails, reading it ends with a message or an {@link IOException}. */
final class MimeFuzzTest {
    private static final int TRIES = 1_500;
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final List<String> PIECES = List.of("--", "\r\n", "\n", "\r", "=?utf-8?B?", "?=", "\"", ";", ":",
            "boundary=", "boundary=\"\"", "filename*=utf-8''%", "filename*0*=", "charset=", "=", "=\r\n", "\0", "@",
            "<",
            "(", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", "message/rfc822", "uuencode", "-1");

    @Test
    void endsWithAMessageOrAnIoException() throws IOException {
        var written = new ByteArrayOutputStream();
        MimeItem.of(SampleItems.inOtherLetters(SampleItems.voice(IVY, SampleItems.noise(300, 1))), DeliveryId.random())
                .writeTo(written);
        String mail = written.toString(StandardCharsets.ISO_8859_1);
        int[] whole = {0};
        Fuzz.run(20260301, TRIES, random -> changed(mail, random).getBytes(StandardCharsets.ISO_8859_1), message -> {
            StoredMime.read(new ByteArrayInputStream(message),
                    h -> h.summary(new ItemId("test", "1"), Optional.empty(), false, -1));
            var part = StoredMime.attachment(new ByteArrayInputStream(message), new AttachmentName("x.mp3"));
            assertThat(part).isEmpty();
            whole[0]++;
        });
        assertThat(whole[0]).isPositive();
    }

    private static String changed(String mail, Random random) {
        var text = new StringBuilder(mail);
        for (int change = random.nextInt(1, 6); change > 0; change--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(40));
            text.replace(at, random.nextBoolean() ? at : end, PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
