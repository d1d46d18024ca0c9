package org.voxpost.sip.jain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.SipAccount;
import org.voxpost.sip.digest.Challenge;
import org.voxpost.sip.digest.DigestAnswer;

/** Answers challenges with the account of the peer that sent them; nobody else gets an answer. Thread-safe. */
final class Credentials {
    private static final int REMEMBERED_NONCES = 1000;
    private final PeerTable peers;
    private final Map<String, Integer> uses = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED_NONCES;
        }
    };

    /**
     * What to send again.
     *
     * @param header Authorization or Proxy-Authorization
     */
    record Answer(String header, String value, Challenge challenge) {
    }

    Credentials(PeerTable peers) {
        this.peers = peers;
    }

    /** The answer to a 401 or 407; empty if it is none, cannot be answered, or refused what we said already. */
    Optional<Answer> answer(Request request, Response response) {
        int code = response.getStatusCode();
        if (code != 401 && code != 407) {
            return Optional.empty();
        }
        String header = code == 401 ? "Authorization" : "Proxy-Authorization";
        Optional<Challenge> challenge = Challenge
                .first(Messages.values(response, code == 401 ? "WWW-Authenticate" : "Proxy-Authenticate"));
        boolean said = Messages.value(request, header).isPresent();
        return challenge.filter(asked -> !said || asked.stale()).flatMap(asked -> account(response)
                .filter(account -> account.realm().isEmpty() || account.realm().equals(asked.realm()))
                .map(account -> new Answer(header, DigestAnswer.of(asked, account, request.getMethod(),
                        request.getRequestURI().toString(), count(asked.nonce()), Tokens.random()), asked)));
    }

    private Optional<SipAccount> account(Response response) {
        return peers.of(Origin.of(response)).flatMap(peer -> peer.trunk().account());
    }

    private synchronized int count(String nonce) {
        return uses.merge(nonce, 1, Integer::sum);
    }
}
