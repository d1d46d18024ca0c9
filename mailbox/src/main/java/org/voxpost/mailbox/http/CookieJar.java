package org.voxpost.mailbox.http;

import java.util.Optional;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.Cookie;

/** Cookies of one session with one server, kept between requests. Safe for use by many threads. */
public final class CookieJar {
    private final BasicCookieStore store = new BasicCookieStore();

    public Optional<String> value(String name) {
        return store.getCookies().stream().filter(c -> c.getName().equals(name)).map(Cookie::getValue).findFirst();
    }

    public void clear() {
        store.clear();
    }

    BasicCookieStore store() {
        return store;
    }
}
