package org.voxpost.mailbox.ews;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.MailboxSettings;
import org.voxpost.mailbox.MailboxSettings.Value;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.ews.ResponseMessages.Payload;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * One hidden configuration item in the Inbox ([MS-OXWSUSRCFG] 3.1.4).
 *
 * @param name without {@code IPM.Configuration.}, which goes without saying
 */
record UserConfiguration(EwsClient client, SmtpAddress owner, String name) {
    private static final String NOT_FOUND = "ErrorItemNotFound";
    private static final String EXISTS = "ErrorItemSave";
    private static final int MOST_ENTRIES = 10_000;

    /** Empty if there is no such item. */
    Optional<Map<Value, Value>> dictionary() {
        Map<Value, Value> entries = new LinkedHashMap<>();
        return get("Dictionary", in -> UserConfigurationDictionary.read(in, entries, MOST_ENTRIES))
                ? Optional.of(entries)
                : Optional.empty();
    }

    /** Empty if there is no such item. */
    Optional<byte[]> data() {
        var bytes = new ByteArrayOutputStream();
        return get("BinaryData", in -> in.base64(new Bounded(bytes)))
                ? Optional.of(bytes.toByteArray())
                : Optional.empty();
    }

    /** @return false if there is no such item */
    private boolean get(String property, Payload to) {
        EwsRequest request = client.request("GetUserConfiguration", owner, out -> {
            out.start("m:GetUserConfiguration");
            writeName(out, "m:");
            out.element("m:UserConfigurationProperties", property).end();
        });
        return done(request, in -> {
            if (!in.name().equals("UserConfiguration")) {
                in.skip();
                return;
            }
            while (in.nextChild()) {
                if (in.name().equals(property)) {
                    to.read(in);
                } else {
                    in.skip();
                }
            }
        }, NOT_FOUND);
    }

    static SoapEnvelope.Part dictionary(Map<Value, Value> entries) {
        return out -> UserConfigurationDictionary.write(out, entries);
    }

    static SoapEnvelope.Part data(byte[] bytes) {
        return out -> out.base64("t:BinaryData", () -> new ByteArrayInputStream(bytes), bytes.length);
    }

    void create(SoapEnvelope.Part content) {
        client.call(writing("Create", content), XmlReader::skip);
    }

    void update(SoapEnvelope.Part content) {
        client.call(writing("Update", content), XmlReader::skip);
    }

    /** Updates the item, or makes it. */
    void put(SoapEnvelope.Part content) {
        boolean written = done(writing("Update", content), XmlReader::skip, NOT_FOUND)
                || done(writing("Create", content), XmlReader::skip, EXISTS);
        if (!written) {
            update(content); // somebody else made it meanwhile
        }
    }

    void delete() {
        done(client.request("DeleteUserConfiguration", owner, out -> {
            out.start("m:DeleteUserConfiguration");
            writeName(out, "m:");
            out.end();
        }), XmlReader::skip, NOT_FOUND);
    }

    private EwsRequest writing(String verb, SoapEnvelope.Part content) {
        String operation = verb + "UserConfiguration";
        return client.request(operation, owner, out -> {
            out.start("m:" + operation).start("m:UserConfiguration");
            writeName(out, "t:");
            content.write(out);
            out.end().end();
        });
    }

    /** @return false if the answer is the error {@code but} */
    private boolean done(EwsRequest request, Payload payload, String but) {
        List<Problem> problems = client.problems(request, payload);
        if (problems.isEmpty()) {
            return true;
        }
        if (problems.getFirst().code().equals(but)) {
            return false;
        }
        throw client.exception(request, problems.getFirst());
    }

    private void writeName(XmlWriter out, String prefix) throws IOException {
        out.start(prefix + "UserConfigurationName").attribute("Name", name);
        new FolderSearch(client, owner).known("inbox").write(out);
        out.end();
    }

    /** Takes no more than an item may hold. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream to;

        Bounded(ByteArrayOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (to.size() + count > MailboxSettings.LONGEST_DATA) {
                throw new XmlException("BinaryData is longer than " + MailboxSettings.LONGEST_DATA + " bytes");
            }
            to.write(bytes, offset, count);
        }
    }
}
