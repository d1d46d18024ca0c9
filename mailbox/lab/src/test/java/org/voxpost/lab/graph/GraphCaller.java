package org.voxpost.lab.graph;

import java.time.InstantSource;

import org.voxpost.lab.Lab;
import org.voxpost.mailbox.auth.ClientCredentials;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.graph.GraphSettings;
import org.voxpost.mailbox.http.TlsTrust;

/** How tests reach the lab's Graph. */
final class GraphCaller {
    private GraphCaller() {
    }

    static ClientCredentials tokens(Lab lab) {
        return new ClientCredentials(new ClientCredentials.Settings(lab.url(Tokens.PATH), "svc",
                ClientCredentials.Proof.secret(Secret.of("secret")), "https://graph.microsoft.com/.default",
                TlsTrust.system()), InstantSource.system());
    }

    static GraphSettings settings(Lab lab, ClientCredentials tokens) {
        return GraphSettings.of(tokens.account()).at(lab.graphUrl());
    }
}
