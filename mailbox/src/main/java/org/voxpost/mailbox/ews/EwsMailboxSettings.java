package org.voxpost.mailbox.ews;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.MailboxSettings;
import org.voxpost.mailbox.SmtpAddress;

/** Settings by the operations of user configurations ([MS-OXWSUSRCFG]). */
record EwsMailboxSettings(EwsClient client) implements MailboxSettings {

    @Override
    public Map<String, Value> dictionary(SmtpAddress owner, String name) {
        Map<String, Value> entries = new LinkedHashMap<>();
        item(owner, name).dictionary().orElse(Map.of()).forEach((key, value) -> {
            if (key.type() == Type.STRING) {
                entries.put(key.text(), value);
            }
        });
        return entries;
    }

    @Override
    public void setDictionary(SmtpAddress owner, String name, Map<String, Value> entries) {
        Map<Value, Value> written = new LinkedHashMap<>();
        entries.forEach((key, value) -> written.put(Value.of(key), value));
        item(owner, name).put(UserConfiguration.dictionary(written));
    }

    @Override
    public Optional<byte[]> data(SmtpAddress owner, String name) {
        return item(owner, name).data().filter(bytes -> bytes.length > 0);
    }

    @Override
    public void setData(SmtpAddress owner, String name, byte[] data) {
        if (data.length > LONGEST_DATA) {
            throw new IllegalArgumentException(
                    "settings of " + data.length + " bytes are longer than " + LONGEST_DATA + " bytes");
        }
        item(owner, name).put(UserConfiguration.data(data.clone()));
    }

    @Override
    public void delete(SmtpAddress owner, String name) {
        item(owner, name).delete();
    }

    private UserConfiguration item(SmtpAddress owner, String name) {
        if (!name.matches("[A-Za-z0-9.]{1,200}")) {
            throw new IllegalArgumentException("'" + name + "' is no name of settings");
        }
        return new UserConfiguration(client, owner, name);
    }
}
