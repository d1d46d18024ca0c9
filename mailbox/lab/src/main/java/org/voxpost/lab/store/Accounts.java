package org.voxpost.lab.store;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts of the lab's only domain: {@code user}, {@code ANY\\user} and {@code user@any.domain} are the same one. */
public final class Accounts {
    private final Map<String, LabAccount> byUser = new ConcurrentHashMap<>();

    public void add(LabAccount account) {
        byUser.put(key(account.user()), account);
    }

    public Optional<LabAccount> find(String user) {
        return Optional.ofNullable(byUser.get(key(user)));
    }

    /** Basic sign-in. */
    public Optional<LabAccount> verify(String user, String password) {
        return find(user).filter(account -> account.password().reveal().equals(password));
    }

    private static String key(String user) {
        String name = user.substring(user.indexOf('\\') + 1);
        int at = name.indexOf('@');
        return (at < 0 ? name : name.substring(0, at)).toLowerCase(Locale.ROOT);
    }
}
