package org.voxpost.mailbox.ews;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxSettings.Value;
import org.voxpost.mailbox.SmtpAddress;

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
    private static final Value KEY = Value.of("outlookFlags");

    private final EwsClient client;

    /** Has connections of its own; nothing is sent yet. */
    public VoicemailForm(EwsSettings settings) {
        this.client = new EwsClient(settings, InstantSource.system());
    }

    /**
     * Asks whether the form is shown; changes nothing.
     *
     * @throws MailboxException if the mailbox cannot be asked
     */
    public boolean isOn(SmtpAddress owner) {
        int flags = item(owner).dictionary().map(VoicemailForm::flags).orElse(0);
        return (flags & FORM) != 0;
    }

    /**
     * Switches form and options on, and leaves all else in the item as it is.
     *
     * @return true if something had to be changed
     * @throws MailboxException if the mailbox cannot be asked or written
     */
    public boolean provision(SmtpAddress owner) {
        UserConfiguration item = item(owner);
        Optional<Map<Value, Value>> now = item.dictionary();
        int flags = now.map(VoicemailForm::flags).orElse(0);
        if ((flags & FORM_AND_OPTIONS) == FORM_AND_OPTIONS) {
            return false;
        }
        Map<Value, Value> wanted = new LinkedHashMap<>(now.orElse(Map.of()));
        wanted.put(KEY, Value.of(flags | FORM_AND_OPTIONS));
        if (now.isPresent()) {
            item.update(UserConfiguration.dictionary(wanted));
        } else {
            item.create(UserConfiguration.dictionary(wanted));
        }
        return true;
    }

    private static int flags(Map<Value, Value> dictionary) {
        Value value = dictionary.get(KEY);
        return value != null && value.text().matches("-?\\d{1,9}") ? Integer.parseInt(value.text()) : 0;
    }

    private UserConfiguration item(SmtpAddress owner) {
        return new UserConfiguration(client, owner, NAME);
    }

    @Override
    public void close() {
        client.close();
    }
}
