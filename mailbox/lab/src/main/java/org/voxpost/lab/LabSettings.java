package org.voxpost.lab;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.voxpost.lab.fault.Fault;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Secret;

/**
 * How to start a lab.
 *
 * @param listen the address to listen on
 * @param port of HTTP, 0 for any free one
 * @param tls true for HTTPS with a certificate that signs itself; {@code lab.pem} in the store directory is to be trusted
 * @param mapperPort of RPC's endpoint mapper, 0 for any free one; 135 for clients that cannot be told otherwise
 * @param store where items are exported to; empty: in memory only
 * @param serviceAccount user name of the account that may act for everybody
 * @param servicePassword its password
 * @param mailboxes to begin with
 * @param faults ordered from the start
 */
public record LabSettings(InetAddress listen, int port, boolean tls, int mapperPort, Optional<Path> store,
        String serviceAccount,
        Secret servicePassword, List<MailboxSettings> mailboxes, List<Fault> faults) {
    public LabSettings {
        mailboxes = List.copyOf(mailboxes);
        faults = List.copyOf(faults);
    }

    /** @param displayName as the address book has it */
    public record MailboxSettings(SmtpAddress address, String displayName, Secret password) {

        /**
         * Reads {@code ADDRESS[:PASSWORD]}; without a password it is {@code secret}. The name is made from the address.
         *
         * @throws IllegalArgumentException naming what is wrong
         */
        public static MailboxSettings parse(String text) {
            int colon = text.indexOf(':');
            var address = new SmtpAddress(colon < 0 ? text : text.substring(0, colon));
            return new MailboxSettings(address, name(address),
                    Secret.of(colon < 0 ? "secret" : text.substring(colon + 1)));
        }

        private static String name(SmtpAddress address) {
            var words = new ArrayList<String>();
            for (String word : address.value().substring(0, address.value().lastIndexOf('@')).split("[._-]")) {
                if (!word.isEmpty()) {
                    words.add(Character.toUpperCase(word.charAt(0)) + word.substring(1));
                }
            }
            return String.join(" ", words);
        }
    }

    /** On loopback, any port, no TLS, in memory, service account {@code svc} with password {@code secret}. */
    public static LabSettings inMemory(String... mailboxes) {
        return new LabSettings(InetAddress.getLoopbackAddress(), 0, false, 0, Optional.empty(), "svc",
                Secret.of("secret"), List.of(mailboxes).stream().map(MailboxSettings::parse).toList(), List.of());
    }

    public LabSettings withTls() {
        return new LabSettings(listen, port, true, mapperPort, store, serviceAccount, servicePassword, mailboxes,
                faults);
    }

    public LabSettings withStore(Path directory) {
        return new LabSettings(listen, port, tls, mapperPort, Optional.of(directory), serviceAccount, servicePassword,
                mailboxes,
                faults);
    }
}
