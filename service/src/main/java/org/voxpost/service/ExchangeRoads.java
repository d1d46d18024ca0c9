package org.voxpost.service;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.FailoverMailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;
import org.voxpost.mailbox.mapi.MapiAccess;
import org.voxpost.mailbox.mapi.MapiProvider;
import org.voxpost.mailbox.mapi.MapiSettings;
import org.voxpost.mailbox.nspi.NspiProvider;
import org.voxpost.service.config.ExchangeProfile;
import org.voxpost.service.config.ExchangeProfile.Protocol;
import org.voxpost.service.config.MwiConfig;
import org.voxpost.service.metrics.ServiceMetrics;

/**
 * The roads to one organisation, by the protocols its profile names. Another protocol is one case more in
 * {@link #server(Protocol)}.
 */
final class ExchangeRoads {
    private final ExchangeProfile profile;
    private final MwiConfig mwi;
    private final StartedParts parts;
    private final Map<Protocol, MailboxServer> servers = new EnumMap<>(Protocol.class);

    private ExchangeRoads(ExchangeProfile profile, MwiConfig mwi, StartedParts parts) {
        this.profile = profile;
        this.mwi = mwi;
        this.parts = parts;
    }

    /** @param parts closes what is opened here; nothing is connected yet */
    static MailboxServer open(ExchangeProfile profile, MwiConfig mwi, ServiceMetrics metrics, StartedParts parts,
            InstantSource clock) {
        var roads = new ExchangeRoads(profile, mwi, parts);
        List<MailboxServer> deliver = profile.protocols().deliver().stream().map(roads::once).toList();
        List<MailboxServer> read = profile.protocols().read().stream().map(roads::once).toList();
        if (roads.servers.size() == 1) {
            return parts.add(deliver.getFirst());
        }
        return parts.add(new FailoverMailbox(deliver, read, profile.deadline(),
                (protocol, job, failure) -> metrics.road(protocol, job.name(),
                        failure.map(f -> f.getClass().getSimpleName())),
                clock));
    }

    private MailboxServer once(Protocol protocol) {
        return servers.computeIfAbsent(protocol, this::server);
    }

    private MailboxServer server(Protocol protocol) {
        return switch (protocol) {
            case EWS -> EwsProvider.server(ews(profile, mwi));
            case MAPI -> mapi(profile.mapi().orElseThrow());
            case GRAPH, RPC, NSPI, IMAP, POP3, WEBDAV, SMTP ->
                throw new IllegalStateException(protocol + " is no road to mailboxes");
        };
    }

    /** How a profile is reached by EWS. */
    static EwsSettings ews(ExchangeProfile profile, MwiConfig mwi) {
        return EwsSettings.of(profile.ewsUrl(), profile.account().toAccount())
                .withHttp(profile.httpSettings()).within(profile.deadline()).withRecount(mwi.recount())
                .withAccess(switch (profile.access()) {
                    case IMPERSONATION -> EwsSettings.Access.IMPERSONATION;
                    case DELEGATE -> EwsSettings.Access.DELEGATE;
                });
    }

    private MailboxServer mapi(ExchangeProfile.Mapi mapi) {
        Directory addressBook = parts
                .add(NspiProvider.overMapiHttp(profile.nspiUrl().orElseThrow(), profile.httpSettings()));
        var places = new MapiPlaces(mapi.url(), mapi.accountDn(), addressBook);
        return MapiProvider.server(new MapiSettings(profile.httpSettings(), places, switch (profile.access()) {
            case IMPERSONATION -> MapiAccess.ADMINISTRATOR;
            case DELEGATE -> MapiAccess.DELEGATE;
        }, profile.deadline()));
    }
}
