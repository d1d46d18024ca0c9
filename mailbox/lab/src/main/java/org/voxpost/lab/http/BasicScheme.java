package org.voxpost.lab.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import org.voxpost.lab.store.Accounts;
import org.voxpost.lab.store.LabAccount;

/** Basic (RFC 7617), UTF-8. */
public final class BasicScheme implements SignInScheme {
    private final Accounts accounts;

    public BasicScheme(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "Basic";
    }

    @Override
    public String offer() {
        return "Basic realm=\"lab\", charset=\"UTF-8\"";
    }

    @Override
    public Attempt begin(ConnectionFacts connection) {
        return credentials -> account(credentials).<Outcome>map(account -> new Outcome.SignedIn(account, false))
                .orElseGet(() -> new Outcome.Refused("user or password are wrong"));
    }

    private Optional<LabAccount> account(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : accounts.verify(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
