import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.TlsTrust;

/** Delivers a notice by EWS as a principal with a keytab, and lists it: URL PRINCIPAL KEYTAB MAILBOX [TRUSTED]. */
class KerberosMailbox {
    public static void main(String[] arguments) throws Exception {
        SmtpAddress owner = new SmtpAddress(arguments[3]);
        Account account = new Account.Kerberos(arguments[1], Path.of(arguments[2]));
        HttpSettings http = HttpSettings.of(account);
        if (arguments.length > 4) {
            http = http.withTrust(new TlsTrust(List.of(Path.of(arguments[4]))));
        }
        EwsSettings settings = EwsSettings.of(URI.create(arguments[0]), account).withHttp(http);
        try (MailboxServer server = EwsProvider.server(settings); Mailbox mailbox = server.open(owner)) {
            Caller.Person system = new Caller.Person("Voxpost", new SmtpAddress("voicemail@corp.example"));
            mailbox.deliver(new OutgoingItem(ItemKind.NOTICE, new Caller("", "", Optional.empty()), system, owner,
                    "By Kerberos", "<html><body>Hello.</body></html>", Importance.NORMAL, false, Instant.now(),
                    Optional.empty(), "", Optional.empty()), DeliveryId.random());
            int listed = mailbox.list(new ItemQuery(org.voxpost.mailbox.WellKnownFolder.INBOX, false, false, 10)).size();
            // this program's output: deploy/interop/kerberos reads it
            System.out.println("delivered, " + listed + " listed");
        } catch (MailboxException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            System.exit(1);
        }
    }
}
