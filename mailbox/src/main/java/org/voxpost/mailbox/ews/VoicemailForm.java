package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * Makes Outlook show its voicemail form: it does so only in mailboxes whose Inbox holds the hidden item {@code
 * IPM.Configuration.UMOLK.UserOptions} with the bit 1 of {@code outlookFlags} set ([MS-OXOUM] 2.2.4, [MS-OXOCFG]
 * 2.2.5.1). Once per mailbox is enough. Blocks; safe for use by many threads.
 */
public final class VoicemailForm implements AutoCloseable {
    /** Show the voicemail form, show the voicemail options. */
    private static final int FORM = 1;
    private static final int FORM_AND_OPTIONS = 3;
    private static final String NAME = "UMOLK.UserOptions"; // IPM.Configuration. goes without saying
    private static final String KEY = "outlookFlags";

    private final EwsClient client;

    /** Has connections of its own; nothing is sent yet. */
    public VoicemailForm(EwsSettings settings) {
        this.client = new EwsClient(settings, InstantSource.system());
    }

    /** A value of the dictionary with its type, both as EWS writes them. */
    private record Value(String type, String text) {
    }

    /**
     * Asks whether the form is shown; changes nothing.
     *
     * @throws MailboxException if the mailbox cannot be asked
     */
    public boolean isOn(SmtpAddress owner) {
        int flags = read(owner).map(d -> number(d.get(new Value("String", KEY)))).orElse(0);
        return (flags & FORM) != 0;
    }

    /**
     * Switches form and options on, and leaves all else in the item as it is.
     *
     * @return true if something had to be changed
     * @throws MailboxException if the mailbox cannot be asked or written
     */
    public boolean provision(SmtpAddress owner) {
        Optional<Map<Value, Value>> now = read(owner);
        Value key = new Value("String", KEY);
        int flags = now.map(d -> number(d.get(key))).orElse(0);
        if ((flags & FORM_AND_OPTIONS) == FORM_AND_OPTIONS) {
            return false;
        }
        Map<Value, Value> wanted = new LinkedHashMap<>(now.orElse(Map.of()));
        wanted.put(key, new Value("Integer32", Integer.toString(flags | FORM_AND_OPTIONS)));
        String operation = now.isPresent() ? "UpdateUserConfiguration" : "CreateUserConfiguration";
        client.call(client.request(operation, owner, out -> {
            out.start("m:" + operation).start("m:UserConfiguration");
            writeName(out, "t:", owner);
            out.start("t:Dictionary");
            for (var entry : wanted.entrySet()) {
                out.start("t:DictionaryEntry");
                writeValue(out, "t:DictionaryKey", entry.getKey());
                writeValue(out, "t:DictionaryValue", entry.getValue());
                out.end();
            }
            out.end().end().end();
        }), XmlReader::skip);
        return true;
    }

    private static int number(@org.jspecify.annotations.Nullable Value value) {
        if (value == null || !value.text().matches("-?\\d{1,9}")) {
            return 0;
        }
        return Integer.parseInt(value.text());
    }

    private Optional<Map<Value, Value>> read(SmtpAddress owner) {
        Map<Value, Value> dictionary = new LinkedHashMap<>();
        EwsRequest request = client.request("GetUserConfiguration", owner, out -> {
            out.start("m:GetUserConfiguration");
            writeName(out, "m:", owner);
            out.element("m:UserConfigurationProperties", "Dictionary").end();
        });
        List<Problem> problems = client.problems(request, in -> readConfiguration(in, dictionary));
        if (problems.isEmpty()) {
            return Optional.of(dictionary);
        }
        if (problems.getFirst().code().equals("ErrorItemNotFound")) {
            return Optional.empty();
        }
        throw client.exception(request, problems.getFirst());
    }

    private void writeName(XmlWriter out, String prefix, SmtpAddress owner) throws IOException {
        out.start(prefix + "UserConfigurationName").attribute("Name", NAME);
        new FolderSearch(client, owner).known("inbox").write(out);
        out.end();
    }

    private static void writeValue(XmlWriter out, String name, Value value) throws IOException {
        out.start(name).element("t:Type", value.type()).element("t:Value", value.text()).end();
    }

    /** Reads {@code UserConfiguration / Dictionary / DictionaryEntry (DictionaryKey, DictionaryValue)}. */
    private static void readConfiguration(XmlReader in, Map<Value, Value> to) throws IOException {
        if (!in.name().equals("UserConfiguration")) {
            in.skip();
            return;
        }
        while (in.nextChild()) {
            if (!in.name().equals("Dictionary")) {
                in.skip();
                continue;
            }
            while (in.nextChild()) {
                Value key = new Value("", "");
                Value value = new Value("", "");
                while (in.nextChild()) {
                    switch (in.name()) {
                        case "DictionaryKey" -> key = readValue(in);
                        case "DictionaryValue" -> value = readValue(in);
                        default -> in.skip();
                    }
                }
                to.put(key, value);
            }
        }
    }

    private static Value readValue(XmlReader in) throws IOException {
        String type = "";
        String text = "";
        while (in.nextChild()) {
            switch (in.name()) {
                case "Type" -> type = in.text().strip();
                case "Value" -> text = in.text();
                default -> in.skip();
            }
        }
        return new Value(type, text);
    }

    @Override
    public void close() {
        client.close();
    }
}
